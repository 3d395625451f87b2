"""Probability and statistics for machine learning: distributions, moments, estimation, intervals, tests."""
