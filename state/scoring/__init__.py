"""Scoring: the turns of a talk become a score card by the handbook's rubric."""
