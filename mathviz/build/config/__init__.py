"""The course set and how to film it: read from ``config/``, validated whole, frozen."""

from mathviz.build.config.documents import ConfigError, Problem
from mathviz.build.config.project import MODELS, Project, load_project
from mathviz.build.config.schema import Course, CourseSet, LectureEntry, Module, Profile
from mathviz.build.config.selection import Selection, SelectionError, select, select_one

__all__ = [
    "MODELS",
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
    "load_project",
    "select",
    "select_one",
]
