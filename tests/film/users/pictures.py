# ruff: noqa: F403, F405
import tempfile
from pathlib import Path

from manim import *

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="M2 2h16v16h-16z" fill="#e33"/><circle cx="10" cy="10" r="5" fill="#fff" stroke="#00f"/></svg>'  # noqa: E501


class Pictures(Scene):
    def construct(self):
        path = Path(tempfile.mkdtemp()) / "sign.svg"
        path.write_text(SVG)
        sign = SVGMobject(str(path), height=2).shift(3 * LEFT)
        ramp = np.tile(np.arange(0, 256, 16, dtype=np.uint8), (16, 1))
        image = ImageMobject(ramp).scale(6).shift(3 * RIGHT)
        cloud = PMobject(stroke_width=4)
        cloud.add_points(np.random.RandomState(0).normal(size=(200, 3)) * 0.5, color=YELLOW)
        self.add(image)
        self.play(FadeIn(sign), FadeIn(cloud), run_time=0.5)
        self.play(sign.animate.flip(), image.animate.rotate(PI / 8), run_time=0.5)
