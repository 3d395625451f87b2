"""The ``mathviz`` command: options, exit codes and what is printed. The work is done in ``mathviz.build``.

Exit codes: 0 all well, 1 some lecture failed (the others are done), 2 wrong usage or configuration,
130 interrupted. Whatever is heavy (Manim, the voice) is imported by the commands that need it.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence

import click

import mathviz
from mathviz.cli import authoring, configuration, machine, options, planning, rendering, tasks
from mathviz.errors import MathvizError

__all__ = ["cli", "main"]

INTERRUPTED = 130

AS_NEEDED = (
    *(configuration.list_, authoring.rehearse, authoring.still, authoring.sheet, rendering.render),
    *(planning.plan, planning.why, planning.verify, planning.gc, tasks.collect, tasks.perform),
    *(machine.film, machine.doctor, configuration.schema),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; mistakes of the user's never show a traceback."""
    logging.getLogger("mathviz").setLevel(logging.WARNING)  # whatever Manim makes of the loggers above it
    try:
        code = cli.main(arguments, prog_name="mathviz", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except MathvizError as error:
        click.echo(error, err=True)
        if logging.getLogger("mathviz").isEnabledFor(logging.DEBUG):
            traceback.print_exc()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = INTERRUPTED
    sys.exit(code)


class _AsNeeded(click.Group):
    """The commands are listed as one comes to need them, not by the alphabet."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_AsNeeded, commands=AS_NEEDED, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mathviz.__version__, prog_name="mathviz")
@options.verbose
def cli() -> None:
    """Make narrated, captioned, animated mathematics lectures.

    Run it in the project's folder. LECTURE is a lecture's id, as `mathviz list` shows it, or a glob in quotes
    such as 'la-m4-*'. The exit code is 0 if all is well, 1 if a lecture failed (the others are made all the
    same), 2 for wrong usage or configuration, 130 if interrupted.
    """
