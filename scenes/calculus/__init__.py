"""Lectures: one file, one class, one idea each."""
