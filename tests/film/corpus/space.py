"""Three dimensions."""

import numpy as np
from manim import (
    BLUE,
    DEGREES,
    DOWN,
    GREEN,
    IN,
    LEFT,
    OUT,
    RED,
    RIGHT,
    UL,
    UP,
    YELLOW,
    Arrow3D,
    Circle,
    Cone,
    ConvexHull3D,
    Create,
    Cube,
    Cylinder,
    Dodecahedron,
    Dot3D,
    FadeIn,
    Icosahedron,
    ImageMobject,
    Line,
    Line3D,
    NumberPlane,
    Octahedron,
    ParametricFunction,
    PointCloudDot,
    Polyhedron,
    Prism,
    Rotate,
    Sphere,
    Square,
    Surface,
    Tetrahedron,
    Text,
    ThreeDAxes,
    ThreeDScene,
    Torus,
    VGroup,
)


class Solids(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        solids = VGroup(Cube(side_length=1), Prism(), Tetrahedron()).arrange(buff=0.5).scale(0.6)
        self.add(solids)
        self.play(Rotate(solids, 1, axis=OUT), run_time=0.3)
        self.wait(0.2)


class Polyhedra(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-50 * DEGREES)
        bodies = VGroup(Icosahedron(), Dodecahedron(), Octahedron()).arrange().scale(0.8)
        bodies = VGroup(*(solid.faces for solid in bodies))  # the vertices are spheres of 2,000 faces
        hull = ConvexHull3D([0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1])
        pyramid = Polyhedron(
            [[1, 1, 0], [1, -1, 0], [-1, -1, 0], [-1, 1, 0], [0, 0, 2]],
            [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4], [0, 1, 2, 3]],
        ).shift(3 * UP)
        self.play(FadeIn(bodies, hull, pyramid), run_time=0.3)
        self.move_camera(theta=0, run_time=0.3)


class Round(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        few = {"resolution": (6, 6)}
        round_ones = VGroup(Sphere(radius=0.8, **few), Torus(major_radius=0.8, minor_radius=0.3, **few))
        round_ones.add(Cone(resolution=6), Cylinder(resolution=(4, 6), height=1)).arrange()
        self.add(round_ones)
        self.move_camera(phi=40 * DEGREES, zoom=1.3, run_time=0.3)
        self.play(round_ones[0].animate.set_color(RED).shift(OUT), run_time=0.3)


class Surfaces(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=-40 * DEGREES)
        surface = Surface(
            lambda u, v: [u, v, np.sin(u) * np.cos(v)], u_range=(-2, 2), v_range=(-2, 2), resolution=8
        )
        self.add(ThreeDAxes())
        self.play(Create(surface), run_time=0.4)
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.4)
        self.stop_ambient_camera_rotation()
        self.play(surface.animate.set_opacity(0.4), run_time=0.3)
        self.wait(0.2)


class ColouredSurfaces(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=50 * DEGREES, theta=20 * DEGREES, gamma=10 * DEGREES)
        axes = ThreeDAxes(x_range=(-3, 3), y_range=(-3, 3), z_range=(-2, 2))
        surface = axes.plot_surface(
            lambda u, v: np.cos(u) + v / 4,
            u_range=(-2, 2),
            v_range=(-2, 2),
            resolution=(7, 7),
            colorscale=[RED, GREEN, BLUE],
        )
        self.add(axes, surface)
        self.move_camera(theta=80 * DEGREES, focal_distance=12, run_time=0.4)
        self.move_camera(frame_center=[1, 0, 1], run_time=0.3)


class FixedInFrame(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        title, label, still = Text("title"), Text("label"), Text("still").shift(DOWN)
        self.add_fixed_in_frame_mobjects(title.to_corner(UL))
        self.add_fixed_orientation_mobjects(label.move_to([1, 1, 1]))
        self.add_fixed_orientation_mobjects(still, use_static_center_func=True)
        self.add(ThreeDAxes(), Cube(side_length=1, fill_opacity=0.7))
        self.move_camera(theta=70 * DEGREES, run_time=0.4)
        self.play(label.animate.shift(OUT), run_time=0.3)
        self.remove_fixed_in_frame_mobjects(title)
        self.wait(0.2)


class LinesInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=45 * DEGREES)
        dot, line, arrow = Dot3D([1, 0, 1], resolution=(4, 4)), Line3D(LEFT, [1, 1, 1]), Arrow3D(resolution=4)
        helix = ParametricFunction(lambda t: [np.cos(t), np.sin(t), t / 4], (0, 8), color=YELLOW)
        self.add(helix, dot, line, arrow)
        self.begin_3dillusion_camera_rotation(rate=4)
        self.wait(0.4)
        self.stop_3dillusion_camera_rotation()


class FlatInSpace(ThreeDScene):
    def construct(self):
        flat = Square(fill_opacity=0.5).set_shade_in_3d(True)
        behind = Circle(fill_opacity=0.8, color=RED).shift(IN).set_shade_in_3d(True, z_index_as_group=True)
        self.add(behind, flat, Text("words").shift(2 * UP))
        self.play(flat.animate.rotate(1, axis=UP), run_time=0.4)
        self.set_to_default_angled_camera_orientation()
        self.play(Rotate(behind, 1, axis=RIGHT), run_time=0.4)


class Light(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        self.add(Sphere(radius=1, resolution=(6, 6)), NumberPlane(x_range=(-2, 2), y_range=(-2, 2)))
        self.play(self.camera.light_source.animate.move_to([3, 0, 3]), run_time=0.3)
        self.renderer.camera.should_apply_shading = False
        self.wait(0.2)
        self.renderer.camera.exponential_projection = True
        self.wait(0.2)


class ImagesInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=40 * DEGREES, theta=-60 * DEGREES)
        image = ImageMobject(np.uint8([[0, 100], [200, 255]]))
        image.height = 3
        self.add(image, Cube(side_length=1))
        self.play(image.animate.shift(OUT), run_time=0.3)
        self.play(FadeIn(PointCloudDot(density=5)), run_time=0.3)


class BehindTheCamera(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=80 * DEGREES, theta=0, focal_distance=5)
        self.add(ThreeDAxes(), Line([-3, 0, 0], [9, 1, 0]), Square(side_length=12, fill_opacity=0.3))
        self.move_camera(theta=60 * DEGREES, zoom=0.6, run_time=0.4)
