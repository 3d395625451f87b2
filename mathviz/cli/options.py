"""Options that commands share, and what they stand for."""

from __future__ import annotations

import functools
import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mathviz.build.config import LectureEntry, Project, Selection
    from mathviz.build.plan import Planner

__all__ = ["Films", "as_json", "course", "films", "lecture", "lectures", "print_json", "verbose", "voice"]

DEFAULT_COURSE = Path("config/course.yaml")
DEFAULT_PROFILE = "web"

Command = Callable[..., None]


def _set_verbosity(_context: click.Context, _option: click.Parameter, times: int) -> None:
    if times:
        level = logging.INFO if times == 1 else logging.DEBUG
        # Manim, where it is loaded already, would have it written beside what was asked for.
        logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True)
        logging.getLogger("mathviz").setLevel(level)


lectures = click.argument("patterns", nargs=-1, metavar="[LECTURE]...")
lecture = click.argument("name", metavar="LECTURE")
verbose = click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_set_verbosity,
    help="Say more on the standard error; -vv also says where in the program an error arose.",
)
course = click.option(
    "--course",
    "course_file",
    type=click.Path(path_type=Path),
    default=DEFAULT_COURSE,
    show_default=True,
    metavar="FILE",
    help="The course file, or a folder of them; the project's root is the folder above the one it lies in.",
)
_profile = click.option(
    "--profile",
    "profile_name",
    default=DEFAULT_PROFILE,
    show_default=True,
    metavar="NAME",
    help="How to film: a name from profiles.yaml.",
)
voice = click.option(
    "--voice", metavar="NAME|silent", help="A name from voices.yaml; the profile's voice if not given."
)
_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the films go; if not given, into dist/ for the profile web, dist/<profile>/ for any other.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")


@dataclass(frozen=True)
class Films:
    """The films that a command is about, by its options: of which course set, in which form, where.

    What is no name of the configuration is wrong usage.
    """

    course_file: Path
    profile_name: str
    voice: str | None = None
    given_out: Path | None = None

    @cached_property
    def project(self) -> Project:
        """The configuration, checked whole, in which the profile and the voice are."""
        from mathviz.build.config import load_project

        project = load_project(self.course_file)
        _check(self.profile_name, project.profiles, "--profile")
        if self.voice is not None:
            _check(self.voice, project.voices, "--voice")
        return project

    @property
    def out(self) -> Path:
        """The folder of the films."""
        dist = self.project.root / "dist"
        return self.given_out or (dist if self.profile_name == DEFAULT_PROFILE else dist / self.profile_name)

    def planner(self) -> Planner:
        """What finds out what is to be made."""
        from mathviz.build.plan import Planner

        return Planner(self.project, self.profile_name, self.voice, self.out)

    def select(self, patterns: Sequence[str]) -> Selection:
        """The lectures with these ids."""
        from mathviz.build.config import select

        return select(self.project, patterns)

    def one(self, name: str) -> LectureEntry:
        """The one lecture with this id."""
        from mathviz.build.config import select_one

        return select_one(self.project, name)


def films(*, published: bool = True, spoken: bool = True) -> Callable[[Command], Command]:
    """Options that say which films are meant, given to a command as :class:`Films`.

    A command has ``--out`` if it is about ``published`` films, and ``--voice`` if it speaks.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_films(
            *arguments: Any,
            course_file: Path,
            profile_name: str,
            voice: str | None = None,
            out: Path | None = None,
            **others: Any,
        ) -> None:
            command(*arguments, films=Films(course_file, profile_name, voice, out), **others)

        for option, wanted in ((voice, spoken), (_out, published), (_profile, True), (course, True)):
            with_films = option(with_films) if wanted else with_films
        return with_films

    return decorate


def _check(name: str, names: Mapping[str, Any], option: str) -> None:
    from mathviz.build.config import did_you_mean

    if name not in names:
        allowed = ", ".join(names)
        raise click.BadParameter(
            f'unknown "{name}"; allowed: {allowed}{did_you_mean(name, list(names))}', param_hint=option
        )


def print_json(value: Any) -> None:
    """Print plain values for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
