"""Tuning: the reader is taught, from labelled replies, what a trainee's words do.

The head (`heads`) needs nothing that the program has not; the network itself needs the extra `train` (JAX).
"""
