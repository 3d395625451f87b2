"""What the configuration files may hold: the records that the rest of the program reads.

Courses, modules and lectures are named by ids; an id is a folder of the output too, hence it is made of
letters, digits and hyphens only and cannot lead anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["Course", "CourseSet", "LectureEntry", "Module", "Name", "Profile"]

Name = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80),
    Field(description="lower-case letters and digits, with single hyphens or underscores between them"),
]
LectureId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Field(description="lower-case letters and digits, with single hyphens between them"),
]
Line = Annotated[
    str,
    # No control character anywhere, and something to see: not blanks only.
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"),
    StringConstraints(max_length=400),
    Field(description="one line of text, up to 400 characters"),
]
ScenePath = Annotated[
    str,
    StringConstraints(pattern=r"^scenes(\.[a-z_][a-z0-9_]*)+\.[A-Z][A-Za-z0-9_]*$", max_length=400),
    Field(description="a class below the package scenes, as scenes.course.module.lecture.ClassName"),
]
ObjectiveId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][0-9]+(\.[0-9]+)?$"),
    Field(description="a capital letter and a number, as W1 or C1.1"),
]
StoreAddress = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9+.-]*://[^\x00-\x20\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"),
    StringConstraints(max_length=400),
    Field(description="an address that fsspec knows, as file:///mnt/films or s3://bucket/films"),
]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LectureEntry(_Record):
    """One lecture of the course set; without a scene it is planned."""

    id: LectureId
    title: Line
    objective: Line = Field(description="what the learner can do afterwards, as one sentence")
    objective_ids: tuple[ObjectiveId, ...] = ()
    tier: Literal[1, 2, 3] = Field(description="1 core, 2 broadens, 3 enriches")
    prerequisites: tuple[LectureId, ...] = ()
    scene: ScenePath | None = None

    @property
    def planned(self) -> bool:
        """Whether the lecture still waits for its scene."""
        return self.scene is None


class Module(_Record):
    """A run of lectures; ``folder`` is its folder below the course's, in ``scenes/`` and in the output."""

    id: Name
    title: Line
    folder: Name
    lectures: tuple[LectureEntry, ...] = Field(min_length=1)


class Course(_Record):
    """A run of modules; the id is the course's folder too."""

    id: Name
    title: Line
    modules: tuple[Module, ...] = Field(min_length=1)


class CourseSet(_Record):
    """The course file: all courses in teaching order, and the seed of all random numbers in them.

    ``store`` is a store that all who make its films share.
    """

    title: Line
    seed: int = Field(ge=0, lt=2**63)
    store: StoreAddress | None = None
    courses: tuple[Course, ...] = Field(min_length=1)

    def placed_lectures(self) -> Iterator[tuple[Course, Module, LectureEntry]]:
        """All lectures in teaching order, each with its course and module."""
        for course in self.courses:
            for module in course.modules:
                for lecture in module.lectures:
                    yield course, module, lecture


class Profile(_Record):
    """How to film: size in pixels, frames a second, encoder preset, theme, voice and language."""

    # Chroma is stored at half the size in each direction, so both sides are even.
    width: int = Field(ge=128, le=7680, multiple_of=2)
    height: int = Field(ge=72, le=4320, multiple_of=2)
    fps: Literal[15, 24, 30, 60]
    encoder: Literal["fast", "balanced", "small", "lossless"] = Field(
        description="fast to encode, balanced, small files, or lossless"
    )
    theme: Name
    voice: Name
    language: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$"),
        Field(description="a language tag, as en or en-GB"),
    ]
