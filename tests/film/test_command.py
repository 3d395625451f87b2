"""``mathviz film`` as a user meets it: its options, its files, its words, and how it ends."""

from fractions import Fraction

import av
import pytest
from PIL import Image

from tests.digests import digest
from tests.film.command import SMALL, mathviz_film

TWO = """
from manim import *

class First(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.5)
        self.wait(0.5)

class Second(Scene):
    def construct(self):
        self.play(FadeIn(Text("second")), run_time=0.3)
        self.play(FadeOut(*self.mobjects), run_time=0.2)
"""
FAILING = (
    TWO
    + """
class Fails(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.3)
        self.play(Create(self.nothing))
"""
)
CHANGEABLE = """
import itertools
from manim import *

numbers = itertools.count()

class Changeable(Scene):
    def construct(self):
        self.play(FadeIn(Square()), run_time=0.3)
        self.add(Dot(next(numbers) * RIGHT))
        self.wait(0.2)
"""


@pytest.fixture
def film(tmp_path):
    def run(*arguments, text=TWO, size=SMALL):
        (tmp_path / "two.py").write_text(text, encoding="utf-8")
        return mathviz_film(tmp_path, "two.py", *arguments, *size)

    return run


def shown(path):
    """The size and the number of frames of a film, each as often as it is shown."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = stream.duration * stream.time_base * stream.average_rate
        packets = [packet.duration * packet.time_base for packet in container.demux(stream) if packet.size]
        return (stream.width, stream.height), sum(packets), len(packets), frames


def test_all_scenes_or_some_become_films_of_exact_length(film):
    result = film("-a")
    assert result.code == 0
    assert [path for path in result.files() if path.endswith(".mp4")] == [
        "media/videos/two/108p10/First.mp4",
        "media/videos/two/108p10/Second.mp4",
    ]
    size, seconds, _, _ = shown(result.folder / "media/videos/two/108p10/First.mp4")
    assert (size, seconds) == ((192, 108), 1)


def test_one_name_makes_one_film(film):
    assert [p for p in film("Second").files() if p.endswith(".mp4")] == ["media/videos/two/108p10/Second.mp4"]


def test_films_are_the_same_one_by_one_or_together(film):
    films = "media/videos/two/108p10/*.mp4"
    one_by_one = [digest(path) for path in sorted(film("-a", "--jobs", "1").folder.glob(films))]
    together = [digest(path) for path in sorted(film("-a", "--jobs", "2").folder.glob(films))]
    assert one_by_one == together


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["Third"], "no scene Third in two.py: it has First, Second"),
        ([], "which scene of two.py? it has First, Second"),
        (["-a", "-o", "name"], "--output_file is for one scene"),
        (["First", "--encoder", "best"], "'best' is not one of"),
        (["First", "--size", "large"], '"large" is no size such as 1920x1080'),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_made(film, arguments, word):
    result = film(*arguments, size=())
    assert result.code == 2
    assert word in " ".join(result.err.split())
    assert not [path for path in result.files() if path.endswith(".mp4")]


def test_a_file_that_is_not_there(tmp_path):
    result = mathviz_film(tmp_path, "nowhere.py")
    assert (result.code, "there is no file nowhere.py" in result.err) == (2, True)


def test_a_file_that_is_no_python(film):
    result = film("-a", text="def x(:\n")
    assert result.code == 1
    assert "two.py:1: SyntaxError: invalid syntax" in result.err
    assert "Traceback" not in result.err


def test_one_failing_scene_stops_no_other_and_leaves_nothing(film):
    result = film("Fails", "First", text=FAILING)
    assert result.code == 1
    assert "1 of 2 scenes failed: Fails" in result.err
    assert "self.nothing" in result.err
    films = result.folder / "media" / "videos" / "two" / "108p10"
    assert [path.name for path in films.iterdir()] == ["First.mp4"]
    assert not list((result.folder / "media").glob(".typeset-*"))


def test_a_still(film):
    result = film("First", "-s")
    (picture,) = [path for path in result.files() if path.endswith(".png")]
    assert Image.open(result.folder / picture).size == (192, 108)
    assert not [path for path in result.files() if path.endswith(".mp4")]


def test_a_picture_for_each_frame(film):
    result = film("First", "--format", "png-sequence")
    # As Manim does it: what stands still is one picture.
    assert len([path for path in result.files() if path.endswith(".png")]) == 5 + 1


@pytest.mark.parametrize(
    ("arguments", "ending", "reason"),
    [
        (["--format", "gif"], ".gif", "the format gif"),
        (["-t"], ".mov", "a transparent background"),
        (["--format", "webm"], ".webm", "the format webm"),
        (["--stock"], ".mp4", "as asked"),
    ],
)
def test_what_only_manim_can_do_is_left_to_it_and_said(film, arguments, ending, reason):
    result = film("Second", *arguments)
    assert result.code == 0, result.err
    assert f"Second was drawn by Manim alone: {reason}" in result.err
    (made,) = [path for path in result.files() if path.endswith(f"Second{ending}") or ".gif" in path]
    assert made.endswith(ending)


def test_manims_settings_beside_the_file_hold(film, tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\npixel_width = 160\npixel_height = 90\nframe_rate = 5\n")
    result = film("First", size=())
    (made,) = [path for path in result.files() if path.endswith(".mp4")]
    assert shown(tmp_path / made)[:2] == ((160, 90), 1)
    assert "/90p5/" in made


def test_quality_and_rate_as_manim_takes_them(film):
    result = film("First", "-ql", "--fps", "5", size=())
    (made,) = [path for path in result.files() if path.endswith(".mp4")]
    assert shown(result.folder / made)[0] == (854, 480)


def test_a_place_and_a_name_for_the_film(film):
    result = film("First", "--out", "films", "-o", "square")
    assert result.files("films/**/*") == ["films/square.mp4"]


def test_part_of_a_scene(film):
    result = film("First", "-n", "1,1")
    assert shown(result.folder / "media/videos/two/108p10/First.mp4")[1] == Fraction(1, 2)


def test_each_frame_by_itself_for_editors(film):
    result = film("First", "--cfr")
    assert shown(result.folder / "media/videos/two/108p10/First.mp4")[2] == 10


@pytest.mark.parametrize("encoder", ["fast", "balanced", "small", "lossless"])
def test_each_encoder(film, encoder):
    result = film("First", "--encoder", encoder)
    assert shown(result.folder / "media/videos/two/108p10/First.mp4")[1] == 1


def test_verifying_shows_the_first_frame_that_differs(film):
    result = film("Changeable", "--verify", text=CHANGEABLE)
    assert result.code == 1
    assert "Changeable: frame 3 differs from Manim's" in result.err
    assert Image.open(result.folder / "Changeable-frame-3.png").size == (3 * 192, 108)
    assert not [path for path in result.files() if path.endswith(".mp4")]


def test_verbose_says_what_was_left_to_manims_camera(film, tmp_path):
    filled = TWO.replace("FadeIn(Text", "FadeIn(Square().color_using_background_image(picture), Text")
    filled = filled.replace("class First", "picture = 'picture.png'\n\nclass First")
    Image.new("RGBA", (8, 8), "red").save(tmp_path / "picture.png")
    result = film("Second", "--verbose", text=filled)
    assert result.code == 0, result.err
    assert "layers were drawn by Manim's camera: an outline filled with an image" in result.err


def test_what_was_typeset_is_kept_whole_and_nothing_else(film):
    result = film("Second")
    folder = result.folder / "media" / "texts"
    assert [path.suffix for path in folder.iterdir()] == [".svg"]
    (svg,) = folder.iterdir()
    before = svg.stat().st_mtime_ns
    film("Second")
    assert svg.stat().st_mtime_ns == before
