"""``mathviz film`` and ``doctor``: any Manim file, and what is wrong with this machine."""

from __future__ import annotations

import click

from mathviz.cli import options
from mathviz.cli.options import print_json

__all__ = ["doctor", "film"]


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def film(arguments: tuple[str, ...]) -> None:
    """Render a plain Manim file, fast."""
    from mathviz.film.command import film as command

    command.main(arguments, prog_name="mathviz film", standalone_mode=False)


@click.command()
@options.as_json
@options.verbose
def doctor(as_json: bool) -> None:
    """Try each part that films need; say what to do."""
    from mathviz.build.doctor import examine

    findings = list(examine())
    if as_json:
        print_json({"version": 1, "checks": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            click.echo(finding)
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)
