"""Records: what is kept of users, their talks, cards and messages, and the one way of writing it."""
