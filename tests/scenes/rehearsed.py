"""A lecture of the course, rehearsed with the real voice."""

import functools
from pathlib import Path

from mathviz.build.config import load_project, select_one
from mathviz.build.rehearsal import rehearse
from mathviz.timeline import Timeline

ROOT = Path(__file__).parents[2]


@functools.cache
def rehearsed(name: str) -> Timeline:
    """The timeline of a lecture of this course set."""
    project = load_project(ROOT / "config" / "course.yaml")
    return rehearse(project, select_one(project, name), project.profiles["web"])
