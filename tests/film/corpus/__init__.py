"""Small plain Manim scenes over Manim's whole vocabulary, to be drawn by both renderers."""
