from manim import ORANGE, Circle, Square, VGroup


def badge(color=ORANGE):
    return VGroup(Circle(color=color), Square(color=color).scale(0.5))
