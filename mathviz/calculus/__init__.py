"""Calculus for machine learning: derivatives, gradients, descent, backpropagation, Newton's method."""
