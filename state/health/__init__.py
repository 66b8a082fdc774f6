"""Health: whether it is a scenario, rather than the people who meet it, that goes badly."""
