"""``mathviz list`` and ``schema``: what is configured, and what may be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mathviz.cli import options
from mathviz.cli.options import print_json

if TYPE_CHECKING:
    from mathviz.build.config import LectureEntry, Project

__all__ = ["list_", "schema"]

SCHEMAS = ("course", "profiles", "voices", "theme")


@click.command("list")
@options.course
@options.as_json
@options.verbose
def list_(course_file: Path, as_json: bool) -> None:
    """Show the course set and how far it is.

    Every lecture with its id and title: ● has a scene and can be made, · is planned.
    """
    from mathviz.build.config import load_project

    project = load_project(course_file)
    if as_json:
        print_json(_course_set_as_json(project))
    else:
        _print_course_set(project)


def _course_set_as_json(project: Project) -> dict[str, Any]:
    def lecture_as_json(lecture: LectureEntry) -> dict[str, Any]:
        return {
            "id": lecture.id,
            "title": lecture.title,
            "objective": lecture.objective,
            "objective_ids": lecture.objective_ids,
            "tier": lecture.tier,
            "prerequisites": lecture.prerequisites,
            "planned": lecture.planned,
            "folder": str(project.folder(lecture)),
        }

    return {
        "version": 1,
        "title": project.course_set.title,
        "lectures": len(project.lectures),
        "planned": sum(lecture.planned for lecture in project.lectures),
        "courses": [
            {
                "id": course.id,
                "title": course.title,
                "modules": [
                    {
                        "id": module.id,
                        "title": module.title,
                        "lectures": [lecture_as_json(lecture) for lecture in module.lectures],
                    }
                    for module in course.modules
                ],
            }
            for course in project.course_set.courses
        ],
    }


def _print_course_set(project: Project) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    width = max(len(lecture.id) for lecture in project.lectures)
    for course in project.course_set.courses:
        console.print(Text(course.title, style="bold underline"))
        for module in course.modules:
            made = sum(not lecture.planned for lecture in module.lectures)
            console.print(Text(f"  {module.title} ({made} of {len(module.lectures)})", style="bold"))
            for lecture in module.lectures:
                sign, style = ("·", "dim") if lecture.planned else ("●", "")
                console.print(Text(f"    {sign} {lecture.id:{width}}  {lecture.title}", style=style))
    made = sum(not lecture.planned for lecture in project.lectures)
    console.print(f"{made} of {len(project.lectures)} lectures have a scene (●); the others are planned (·).")


@click.command()
@click.argument("kind", type=click.Choice(SCHEMAS), default="course")
@options.verbose
def schema(kind: str) -> None:
    """Print the JSON Schema of a configuration file.

    Of the course file if no other kind is named; for editors that check and complete while one writes.
    """
    from pydantic import TypeAdapter

    from mathviz.build.config import MODELS

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    print_json({**dialect, **TypeAdapter(MODELS[kind]).json_schema()})
