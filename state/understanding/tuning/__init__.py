"""Tuning: the pretrained encoder is taught, from labelled replies and from scenarios, what a trainee's words do.

Needs the extra `train` (JAX, which is no part of the program that runs).
"""
