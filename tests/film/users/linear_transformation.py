# ruff: noqa: F403, F405
from manim import *


class Shear(LinearTransformationScene):
    def __init__(self, **kwargs):
        super().__init__(show_coordinates=False, leave_ghost_vectors=True, show_basis_vectors=True, **kwargs)

    def construct(self):
        self.apply_matrix([[1, 1], [0, 1]], run_time=1)
        self.wait(0.2)
        self.apply_inverse([[1, 1], [0, 1]], run_time=0.5)
