"""Narrated, captioned, animated mathematics lectures, and the mathematics that they show."""

__version__ = "0.1.0"
