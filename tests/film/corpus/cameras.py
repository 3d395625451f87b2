"""Cameras: moving, zooming, several, mapping; backgrounds; pixels; scenes that draw by themselves."""

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    RED,
    RESAMPLING_ALGORITHMS,
    RIGHT,
    UP,
    YELLOW,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    ImageMobject,
    Indicate,
    Line,
    ManimColor,
    Mobject1D,
    Mobject2D,
    MovingCameraScene,
    NumberPlane,
    PGroup,
    PMobject,
    PointCloudDot,
    Restore,
    ScaleInPlace,
    Scene,
    Square,
    Text,
    ZoomedScene,
)
from manim.camera.mapping_camera import MappingCamera
from PIL import Image


class PanAndZoom(MovingCameraScene):
    def construct(self):
        dot, words = Dot(2 * RIGHT), Text("near").shift(2 * LEFT)
        self.add(NumberPlane(), dot, words)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.move_to(dot).scale(0.5), run_time=0.5)
        self.play(Indicate(dot), run_time=0.3)
        self.wait(0.2)
        self.play(Restore(self.camera.frame), run_time=0.4)


class FollowingCamera(MovingCameraScene):
    def construct(self):
        dot = Dot(color=RED)
        self.camera.frame.add_updater(lambda m: m.move_to(dot))
        self.add(NumberPlane(), dot, self.camera.frame)
        self.play(dot.animate.shift(2 * RIGHT + UP), run_time=0.5)
        self.wait(0.2)


class AutoZoom(MovingCameraScene):
    def construct(self):
        a, b = Square().shift(2 * LEFT), Circle(fill_opacity=0.5).shift(2 * RIGHT)
        self.add(a, b)
        self.play(self.camera.auto_zoom([a], margin=1), run_time=0.4)
        self.play(self.camera.auto_zoom([a, b], margin=1), run_time=0.4)


class Zoomed(ZoomedScene):
    def __init__(self, **kwargs):
        super().__init__(zoom_factor=0.3, zoomed_display_height=2, zoomed_display_width=3, **kwargs)

    def construct(self):
        dot = Dot()
        self.add(Square(), Text("zoom", font_size=20), dot)
        self.activate_zooming(animate=False)
        self.play(self.zoomed_camera.frame.animate.shift(0.5 * UP), run_time=0.3)
        self.play(dot.animate.shift(0.3 * LEFT), run_time=0.3)
        self.wait(0.2)


class ZoomedIn(ZoomedScene):
    def construct(self):
        self.add(Circle(), Dot(RIGHT))
        self.zoomed_camera.frame.move_to(RIGHT)
        self.play(Create(self.zoomed_camera.frame), run_time=0.2)
        self.activate_zooming()
        self.play(self.get_zoomed_display_pop_out_animation(), run_time=0.4)
        self.play(ScaleInPlace(self.zoomed_camera.frame, 1.5), run_time=0.3)


class Mapping(Scene):
    def __init__(self, **kwargs):
        super().__init__(camera_class=MappingCamera, **kwargs)

    def construct(self):
        self.play(Create(Square()), run_time=0.3)
        self.wait(0.2)


class Backdrop(Scene):
    def construct(self):
        self.camera.background_color = ManimColor("#204060")
        self.add(Square(fill_opacity=1))
        self.wait(0.2)
        self.play(Create(Circle()), run_time=0.3)
        self.camera.background_color = GREEN
        self.play(FadeOut(*self.mobjects), run_time=0.3)


class PaintedBackdrop(Scene):
    def construct(self):
        self.camera.background[:20, :30] = (200, 30, 40, 255)
        self.play(Create(Square(side_length=6)), run_time=0.3)
        self.camera.background[:20, 30:60] = (20, 130, 40, 255)
        self.play(Create(Circle(radius=3)), run_time=0.3)


class Translucent(Scene):
    """A film with an alpha channel."""

    def construct(self):
        self.camera.background_opacity = 0.0
        self.play(FadeIn(Square(fill_opacity=0.5, color=RED)), run_time=0.3)
        self.play(FadeIn(Circle(fill_opacity=0.5, color=BLUE)), run_time=0.3)
        self.wait(0.2)


class OtherFrame(Scene):
    def construct(self):
        self.camera.frame_width = 10
        self.camera.resize_frame_shape()
        self.play(Create(Square()), run_time=0.3)
        self.camera.frame_center = RIGHT
        self.play(Create(Circle()), run_time=0.3)


class PicturesOfItself(Scene):
    """Scenes that draw or read the picture between plays."""

    def construct(self):
        square = Square(fill_opacity=1, color=RED)
        self.add(square)
        self.wait(0.2)
        self.renderer.update_frame(self)
        before = self.renderer.get_frame()
        square.shift(RIGHT)
        self.camera.capture_mobjects([Circle(color=YELLOW)])
        mean = float(np.mean(self.camera.pixel_array)) + float(np.mean(before))
        self.play(Create(Line(LEFT, mean * UP / 50)), run_time=0.3)
        self.camera.reset()
        self.play(square.animate.shift(DOWN), run_time=0.3)


class Images(Scene):
    def construct(self):
        grid = np.uint8([[0, 100, 30, 200], [255, 0, 5, 33], [90, 180, 20, 60]])
        a, b, c = (ImageMobject(grid) for _ in range(3))
        for image, name in ((a, "nearest"), (b, "linear"), (c, "cubic")):
            image.height = 2
            image.set_resampling_algorithm(RESAMPLING_ALGORITHMS[name])
        Group(a, b, c).arrange()
        self.play(FadeIn(a, b, c), run_time=0.3)
        self.play(a.animate.rotate(0.7), b.animate.set_opacity(0.3), c.animate.scale(3), run_time=0.4)
        self.play(Create(Circle(color=YELLOW)), run_time=0.2)
        self.play(FadeOut(a, b), c.animate.shift(6 * RIGHT), run_time=0.3)


class ImageBetween(Scene):
    def construct(self):
        image = ImageMobject(np.full((4, 4, 4), (0, 120, 200, 128), np.uint8))
        image.height = 3
        square, dot = Square(fill_opacity=1, color=RED), Dot(color=GREEN, radius=0.5)
        self.add(square, image, dot)
        self.play(square.animate.shift(RIGHT), run_time=0.3)
        self.play(image.animate.rotate(0.4), run_time=0.3)
        image.set_color(BLUE)
        self.play(dot.animate.shift(LEFT), run_time=0.3)


class Clouds(Scene):
    def construct(self):
        cloud = PointCloudDot(radius=1.5, density=8, color=YELLOW)
        line = Mobject1D(density=8).add_line(3 * LEFT, 3 * RIGHT)
        plane = Mobject2D(density=6)
        points = PMobject(stroke_width=4).add_points([[x / 4, 2, 0] for x in range(-8, 8)], color=RED)
        self.add(plane)
        self.play(FadeIn(cloud), FadeIn(PGroup(line, points)), run_time=0.3)
        self.play(cloud.animate.shift(RIGHT), Create(Square(fill_opacity=0.5)), run_time=0.4)
        self.wait(0.2)


class ImageFilled(Scene):
    """Outlines that are filled with an image."""

    def construct(self):
        image = Image.fromarray(np.uint8(np.arange(64).reshape(4, 4, 4) * 4))
        words = Text("image", font_size=120).color_using_background_image(image)
        self.play(Create(Square()), run_time=0.2)
        self.play(FadeIn(words), run_time=0.3)
        self.play(Create(Circle()), run_time=0.2)
        self.remove(words)
        self.wait(0.2)
