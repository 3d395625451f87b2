"""The film engine: how a Manim scene becomes a file."""
