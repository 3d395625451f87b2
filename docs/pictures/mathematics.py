"""Draw the pictures of docs/mathematics.md from the library: ``python docs/pictures/mathematics.py``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np

from mathviz.calculus import HIMMELBLAU, Quadratic, basins, gradient_descent, stationary_points
from mathviz.linear_algebra import Pivoting, eigen, power_iteration, row_echelon, unit_directions
from mathviz.probability import Ruler, coverage_simulation, sample_means, waiting_times
from mathviz.theme import DEFAULT, Role

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

WIDTH, HEIGHT, TOP = 960, 380, 66
FONT = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"


class Picture:
    """An SVG picture on the lectures' background: panels side by side, colours by role."""

    def __init__(self, description: str) -> None:
        self.description, self.parts = description, list[str]()

    def add(self, tag: str, **attributes: object) -> None:
        """An element; underscores in names stand for hyphens."""
        text = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{text}/>")

    def text(
        self, x: float, y: float, words: str, role: Role = "ink", size: int = 14, anchor: str = "start"
    ) -> None:
        """Words whose baseline starts (or is centred, or ends) at a point of the picture."""
        self.parts.append(
            f'<text x="{x:.0f}" y="{y:.0f}" fill="{DEFAULT.colour(role)}" font-size="{size}"'
            f' text-anchor="{anchor}" xml:space="preserve">{escape(words)}</text>'
        )

    def svg(self) -> str:
        """The whole file."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' font-family="{FONT}">\n<title>{escape(self.description)}</title>\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="10" fill="{DEFAULT.background}"/>\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )


class Panel:
    """A rectangle of a picture with coordinates of its own: x and y run over the given intervals."""

    def __init__(
        self, picture: Picture, left: float, width: float, x: Sequence[float], y: Sequence[float], title: str
    ) -> None:
        self.picture, self.left, self.width, self.x, self.y = picture, left, width, x, y
        self.height = HEIGHT - TOP - 28
        picture.text(left, 38, title, size=17)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Where points (k, 2) of the panel lie in the picture."""
        across = (points[:, 0] - self.x[0]) / (self.x[1] - self.x[0])
        up = (points[:, 1] - self.y[0]) / (self.y[1] - self.y[0])
        return np.column_stack([self.left + across * self.width, TOP + (1 - up) * self.height])

    def line(self, points: ArrayLike, role: Role, width: float = 2, opacity: float = 1) -> None:
        """A polyline through points (k, 2)."""
        path = "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in self.place(np.asarray(points, dtype=float)))
        self.picture.add(
            "path", d=path, fill="none", stroke=DEFAULT.colour(role), stroke_width=width, opacity=opacity,
            stroke_linejoin="round", stroke_linecap="round",
        )  # fmt: skip

    def dots(self, points: ArrayLike, role: Role, radius: float = 3, opacity: float = 1) -> None:
        """A dot at each of the points (k, 2)."""
        for x, y in self.place(np.asarray(points, dtype=float)):
            self.picture.add(
                "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=radius, fill=DEFAULT.colour(role), opacity=opacity
            )

    def label(self, x: float, y: float, words: str, role: Role, anchor: str = "start") -> None:
        """Words at a point of the panel."""
        ((across, down),) = self.place(np.array([[x, y]]))
        self.picture.text(across, down, words, role, anchor=anchor)


def faint(role: Role) -> str:
    """A colour that has mostly sunk into the background."""
    mixed = [
        round(0.32 * int(DEFAULT.colour(role)[k : k + 2], 16) + 0.68 * int(DEFAULT.background[k : k + 2], 16))
        for k in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def linear_algebra() -> Picture:
    """Power iteration, and an elimination step by step."""
    picture = Picture("Arrows that gather on an eigenvector, and an elimination with its steps in words")
    A = [[2, 1], [1, 2]]
    crowd = power_iteration(A, unit_directions(36), 3)
    found = eigen(A)

    plane = Panel(picture, 40, 420, (-3.67, 3.67), (-2.5, 2.5), "power_iteration: arrows gather on a line")
    for value, vector, reach in zip(found.values, found.vectors.T, (3.2, 2.2), strict=True):
        plane.line(np.outer([-reach, reach], vector), "answer", 1.2, 0.7)
        plane.label(*(reach * vector + [0.1, -0.1]), f"λ = {value:g}", "answer")
    for arrow, image, later in zip(crowd.directions[0], crowd.images[0], crowd.directions[3], strict=True):
        plane.line([arrow, image], "output", 1, 0.45)
        plane.line([[0, 0], 0.88 * later], "second", 1.2, 0.8)
    plane.dots(crowd.directions[0], "input", 2.5)
    plane.dots(crowd.images[0], "output", 2.5)
    plane.label(-3.6, 2.25, "36 unit arrows", "input")
    plane.label(-3.6, 1.95, "after one round", "output")
    plane.label(-3.6, 1.65, "after three, at length one", "second")

    way = row_echelon([[2, 1, -1, 8], [-3, -1, 2, -11], [-2, 1, 2, -3]], pivoting=Pivoting.FIRST)
    picture.text(520, 38, "row_echelon: each step, and what it changed", size=17)
    matrices = [
        (way.start, "The equations, as a matrix."),
        *((s.after, s.operation.sentence) for s in way.steps),
    ]
    for k, (matrix, sentence) in enumerate(matrices[:4]):
        y = 86 + 78 * k
        for row, entries in enumerate(matrix):
            for column, entry in enumerate(entries):
                changed = k > 0 and entry != matrices[k - 1][0][row, column]
                words = f"{entry + 0.0:.3g}".replace("-", "−")
                picture.text(
                    540 + 42 * column, y + 19 * row, words, "output" if changed else "ink", anchor="end"
                )
        picture.text(696, y + 19, sentence, "muted")
    return picture


def calculus() -> Picture:
    """Three descents with their outcomes, and the basins of Himmelblau's function."""
    picture = Picture(
        "Three descents in one valley with their outcomes, and the basins of Himmelblau's function"
    )
    valley = Quadratic([[1, 0], [0, 10]])
    bowl = Panel(picture, 40, 420, (-10.8, 10.8), (-7.3, 7.3), "gradient_descent: one valley, three rates")
    for height in (3, 12, 27, 43, 57):
        bowl.line(valley.contour(height).points(), "muted", 1, 0.55)
    runs: list[tuple[float, int, Role, tuple[float, float], tuple[float, float]]] = [
        (0.02, 60, "input", (-10, -3), (-10.5, -4.2)),
        (0.17, 100, "answer", (10, 3), (3.3, 4.4)),
        (0.206, 16, "loss", (-9.5, 2.5), (1.0, 6.4)),
    ]
    for rate, steps, role, start, where in runs:
        path = gradient_descent(valley, start, learning_rate=rate, steps=steps)
        inside = path.points[np.abs(path.points[:, 1]) < 7.2]
        bowl.line(inside, role, 1.8)
        bowl.dots(inside, role, 2.4)
        bowl.label(*where, f"α = {rate:g}: {path.outcome.name}", role)

    plain = Panel(picture, 520, 400, (-6, 6), (-4.29, 4.29), "basins: which valley each start runs into")
    columns, rows = np.linspace(-6, 6, 61), np.linspace(-4.29, 4.29, 44)
    starts = np.array([(x, y) for y in rows for x in columns])
    ends = basins(HIMMELBLAU, starts, learning_rate=0.004, steps=600)
    colours: tuple[Role, ...] = ("input", "output", "chance", "second")
    size = plain.width / 60
    for y, labels in zip(rows, ends.labels.reshape(len(rows), -1), strict=True):
        edges = [0, *(np.flatnonzero(np.diff(labels)) + 1), len(labels)]
        for first, last in pairwise(edges):
            if labels[first] >= 0:
                ((across, down),) = plain.place(np.array([[columns[first], y]]))
                picture.add(
                    "rect", x=f"{across - size / 2:.2f}", y=f"{down - size / 2:.2f}",
                    width=f"{size * (last - first):.2f}", height=f"{size + 0.2:.2f}",
                    fill=faint(colours[labels[first]]), shape_rendering="crispEdges",
                )  # fmt: skip
    for flat in stationary_points(HIMMELBLAU, starts[::29]):
        plain.dots(flat.point[None], "answer" if flat.kind.name == "MINIMUM" else "ink", 4)
        plain.label(flat.point[0] + 0.17, flat.point[1] - 0.1, flat.kind.name.lower(), "ink")
    return picture


def probability() -> Picture:
    """Means that make a bell, and intervals that catch the mean or miss it."""
    picture = Picture("Means of waiting times that make a bell, and a hundred intervals of which some miss")
    means = Panel(picture, 40, 420, (0, 3), (0, 2.35), "sample_means: from waiting times to a bell")
    for n, role in ((1, "input"), (5, "second"), (30, "chance")):
        some = sample_means(waiting_times(), n, 20_000, np.random.default_rng(n))
        edges = np.linspace(0, 3, 61)
        heights = np.repeat(some.histogram(edges), 2)
        outline = np.column_stack([np.repeat(edges, 2)[1:-1], heights])
        means.line(outline, role, 1.6)
        x = np.linspace(0, 3, 121)
        if n == 30:
            means.line(np.column_stack([x, some.normal_density(x)]), "ink", 1.4, 0.9)
        at = {1: (1.75, 0.36), 5: (1.5, 0.8), 30: (1.24, 1.72)}[n]
        means.label(*at, f"n = {n}: {some.distance_to_normal():.3f} from the bell", role)
    means.line([(0, 0), (3, 0)], "muted", 1)

    nets = coverage_simulation(100, 15, 10, 100, np.random.default_rng(6), ruler=Ruler.S_AND_T)
    title = f"coverage_simulation: {nets.hit.sum()} of 100 catch the mean"
    rain = Panel(picture, 520, 400, (0, 101), (74, 126), title)
    for k, (low, high, hit) in enumerate(zip(nets.low, nets.high, nets.hit, strict=True), start=1):
        rain.line([(k, low), (k, high)], "input" if hit else "loss", 2.2 if hit else 3.2, 0.75 if hit else 1)
        rain.dots([(k, (low + high) / 2)], "input" if hit else "loss", 1.6)
    rain.line([(0, nets.mu), (101, nets.mu)], "answer", 1.6)
    return picture


def draw(folder: Path) -> None:
    """Write the three pictures."""
    for course in (linear_algebra, calculus, probability):
        (folder / f"{course.__name__}.svg").write_text(course().svg(), encoding="utf-8")


if __name__ == "__main__":
    draw(Path(__file__).parent)
