"""The course set and how to film it: read from ``config/``, validated whole, frozen."""

from mathviz.build.config.documents import ConfigError, Problem, did_you_mean
from mathviz.build.config.project import MODELS, SILENT, Project, load_project, place_of
from mathviz.build.config.schema import Course, CourseSet, LectureEntry, Module, Profile
from mathviz.build.config.selection import Selection, SelectionError, select, select_one

__all__ = [
    "MODELS",
    "SILENT",
    "ConfigError",
    "Course",
    "CourseSet",
    "LectureEntry",
    "Module",
    "Problem",
    "Profile",
    "Project",
    "Selection",
    "SelectionError",
    "did_you_mean",
    "load_project",
    "place_of",
    "select",
    "select_one",
]
