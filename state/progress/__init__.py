"""Progress: what a trainee's scored talks say about where they stand, what comes next, and their goal. Pure."""
