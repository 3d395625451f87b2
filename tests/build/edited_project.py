"""A project of two short lectures that share some code, and a way to build it with workers that stay."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mathviz.build.config import load_project, select
from mathviz.build.editions import Edition
from mathviz.build.events import SegmentDrawn
from mathviz.build.head.run import render
from mathviz.build.plan import Planner
from tests.build.small_project import COURSE, PROFILES, write_project
from tests.digests import digest

AREAS = '''\
"""What the lectures compute."""

import mathviz
from scenes.algebra.lines.units import Unit


def area(width, height=1.5):
    """Of a rectangle."""
    return width * height * Unit.size


def perimeter(width, height):
    """Of a rectangle."""
    return 2 * (width + height)


def unused(width):
    return width


class Shape:
    """Has parts that are reached by name only."""

    def wide(self):
        return 2.0

    def tall(self):
        return 1.0
'''

UNITS = '''\
"""Two imports away from the lectures."""


class Unit:
    """Of all lengths."""

    size = 1.0
    name = "unit"
'''

SLOPE = '''\
"""The first lecture."""

from pathlib import Path

from manim import Create, Rectangle, Square, linear

from mathviz.stage import Lecture
from scenes.algebra.lines import areas


class Slope(Lecture):
    """Shows an area."""

    closing = 0.5
    side_length = 1.0

    def construct(self):
        # A rectangle comes in.
        wide = getattr(areas.Shape(), "wi" + "de")()
        note = Path(__file__).with_name("note.txt").read_text(encoding="utf-8").strip()
        self.chapter("One")
        with self.say("A box.") as line:
            self.play(Create(Rectangle(width=wide, height=1.0)), run_time=line.rest())
        self.chapter("Two")
        with self.say("Its area is {area}.", area=areas.area(2.0)):
            self.play(Create(Square(self.side_length)), run_time=0.4)
        self.chapter(note)
        with self.say("That is all."):
            self.play(Create(Square(0.25)), run_time=0.4, rate_func=linear)
'''

INTERCEPT = '''\
"""The second lecture."""

from manim import Dot, FadeIn, ValueTracker, always_redraw, RIGHT

from mathviz.stage import Lecture
from scenes.algebra.lines import areas


class Intercept(Lecture):
    """Shows a perimeter."""

    closing = 0.5

    def construct(self):
        self.chapter("Around")
        tracker = ValueTracker(0.0)
        dot = always_redraw(lambda: Dot(tracker.get_value() * RIGHT))
        with self.say("Around it is {around}.", around=areas.perimeter(2.0, 1.0)):
            self.add(dot)
            self.play(tracker.animate.set_value(areas.perimeter(0.3, 0.2)), run_time=0.5)
            self.remove(dot)
        self.chapter("Again")
        with self.say("Once more."):
            self.play(FadeIn(Dot()), run_time=0.4)
'''

LECTURES = ("al-m1-slope", "al-m1-intercept")


def write(root: Path) -> Path:
    """Write the project; its course file."""
    course = write_project(root, SLOPE)
    second = "            scene: scenes.algebra.lines.intercept.Intercept\n"
    course.write_text(COURSE.rstrip() + "\n" + second, encoding="utf-8")
    lines = root / "scenes/algebra/lines"
    (lines / "intercept.py").write_text(INTERCEPT, encoding="utf-8")
    (lines / "areas.py").write_text(AREAS, encoding="utf-8")
    (lines / "units.py").write_text(UNITS, encoding="utf-8")
    (lines / "note.txt").write_text("Three\n", encoding="utf-8")
    profiles = PROFILES.replace("heart", "silent").replace("256", "128").replace("144", "72")
    (root / "config/profiles.yaml").write_text(profiles, encoding="utf-8")
    return course


class Listener(list):
    """Keeps all events of a run."""

    __call__ = list.append


@dataclass
class Built:
    """What a run did and what is there after it."""

    events: list
    contents: dict[str, list[tuple[int, int, bytes]]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def drawn(self, lecture):
        """The frames of the segments that were drawn."""
        return sorted(
            (event.frame, event.frame + event.frames)
            for event in self.events
            if isinstance(event, SegmentDrawn) and event.lecture == lecture
        )

    def told(self, kind):
        """The events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]


def one_crew(crew):
    """What makes the crew of a run: always the same one."""

    @contextmanager
    def same(place, tell):
        crew.serve(place, tell)
        yield crew

    return same


def build(root: Path, crew, profile="web", out=None) -> Built:
    """Build the project with a crew that stays."""
    project = load_project(root / "config/course.yaml")
    events = Listener()
    out = out or root / "dist"
    finished = render(project, select(project, []), profile, out, None, None, events, one_crew(crew))
    assert finished.failed == 0, events
    built = Built(events)
    planner = Planner(project, profile, None, out)
    for lecture in (lecture for lecture in project.lectures if not lecture.planned):
        edition = Edition.of(planner.editions, lecture.id, profile, None)
        making = edition.makings[0]
        for plan in planner.lectures([lecture]):
            making = plan.making or making
        built.contents[lecture.id] = [
            (first, last, planner.store.read(key)) for first, last, key in making.segments
        ]
    built.files = published(out)
    return built


def published(out: Path) -> dict[str, str]:
    """The digests of all files of a folder of films, but for the report of the run, which tells of times."""
    names = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: digest(path) for name, path in names.items() if not name.startswith("report")}


def from_scratch(root: Path, crew, profile="web") -> Built:
    """The same project, built where nothing of it was built before."""
    copy = root.with_name(f"{root.name} from scratch")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("dist", ".mathviz", "__pycache__"))
    return build(copy, crew, profile)
