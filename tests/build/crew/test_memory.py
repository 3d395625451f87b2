"""A lecture whose workers always have too much memory is made segment by segment, and is the same."""

import sqlite3
from functools import partial

from mathviz.build.config import load_project, select
from mathviz.build.crew.local import LocalCrew
from mathviz.build.head.run import render
from tests.build.small_project import write_project

SCENE = """
from manim import Create, Square

from mathviz.stage import Lecture


class Slope(Lecture):
    closing = 0.2

    def construct(self):
        self.chapter("Only")
        with self.say("A square.") as line:
            self.play(Create(Square()), run_time=line.rest())
"""


def make(root, memory):
    project = load_project(write_project(root, SCENE))
    crew = partial(memory_crew, memory)
    finished = render(
        project, select(project, []), "web", root / "dist", 1, "silent", lambda event: None, crew
    )
    assert finished.done == 1
    with sqlite3.connect(root / ".mathviz/journal.db") as journal:
        (draws,) = journal.execute("SELECT count(*) FROM tasks WHERE what = 'draw'").fetchone()
    return draws, (root / "dist/algebra/lines/al-m1-slope/film.mp4").read_bytes()


def memory_crew(memory, place, tell):
    return LocalCrew(1, place, tell, memory)


def test_a_worker_with_too_much_memory_is_replaced_between_segments(tmp_path):
    at_once, film = make(tmp_path / "enough", None)
    in_pieces, same = make(tmp_path / "short", 1)
    assert at_once == 1 < in_pieces
    assert same == film
