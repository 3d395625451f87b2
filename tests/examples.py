"""How each public function of the mathematics is called in its own example, for tests that try them all."""

import contextlib
import doctest
import importlib
import inspect
import io

import numpy as np

COURSES = ("linear_algebra", "calculus", "probability")
PUBLIC = {
    f"{course}.{name}": thing
    for course in COURSES
    for name, thing in vars(importlib.import_module(f"mathviz.{course}")).items()
    if inspect.isroutine(thing) or (inspect.isclass(thing) and f"{name}(" in (inspect.getdoc(thing) or ""))
}


def first_call(name: str) -> inspect.BoundArguments:
    """The arguments of the first call."""
    thing, calls = PUBLIC[name], []

    def recorded(*args, **kwargs):
        calls.append(inspect.signature(thing).bind(*args, **kwargs))
        calls[-1].apply_defaults()
        return thing(*args, **kwargs)

    short = name.partition(".")[2]
    space = {**vars(inspect.getmodule(thing)), short: recorded, "np": np}
    example = doctest.DocTestParser().get_doctest(inspect.getdoc(thing), space, short, None, 0)
    with contextlib.redirect_stdout(io.StringIO()):
        doctest.DocTestRunner(verbose=False).run(example, clear_globs=False)
    return calls[0]
