"""The coach's desk in a browser: who needs what, and every talk as it was held."""
