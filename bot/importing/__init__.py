"""Real conversations, brought in from outside and judged by the rubric as far as that goes without a script."""
