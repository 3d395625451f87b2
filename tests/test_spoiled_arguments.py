"""What every public function does with spoiled input: its own example, with one argument spoiled, is refused.

The error is a ``ValueError`` that names the argument. So each docstring's example is run to learn how the
function is called; then each number and each array of that call is spoiled in turn.
"""

import dataclasses
import inspect
import re

import numpy as np
import pytest

from tests.examples import PUBLIC, first_call

WELCOME = {  # no mistakes: infinite ends and exponents, any shape, and coordinates that only f could count
    "unit_ball": {("p", "infinity")},
    "interval_probability": {
        ("low", "minus infinity"),
        ("high", "infinity"),
        ("high", "minus infinity"),
    },
    "error_signal": {(a, x) for a in ("z", "target") for x in ("nothing", "one axis more")},
    "gradient_descent": {("start", "one axis more")},
    "basins": {("starts", "one axis more")},
}


def spoiled(annotation: str, value: object):
    """What the argument must not be, with a word for it."""
    kind = annotation.split(" |")[0]
    if kind == "int":
        yield "negative", -3
    if kind == "float":
        yield from (("NaN", np.nan), ("infinity", np.inf), ("minus infinity", -np.inf))
    if kind == "ArrayLike" and value is not None:
        array = np.array(value, dtype=float)
        for what, entry in (("NaN inside", np.nan), ("infinity inside", np.inf)) if array.size else ():
            bad = array.copy()
            bad.flat[-1] = entry
            yield what, bad
        yield from (("nothing", []), ("one axis more", array[None]), ("rows of two lengths", [[1, 2], [3]]))
        yield from (("complex numbers", array + 1j), ("words", array.astype(str)))


def refusal(function: object, call: inspect.BoundArguments, argument: str, value: object) -> str | None:
    """The message of the ``ValueError``, None if there is none."""
    changed = inspect.BoundArguments(call.signature, {**call.arguments, argument: value})
    try:
        function(*changed.args, **changed.kwargs)
    except ValueError as error:
        return str(error)
    except TypeError:
        return None
    return None


@pytest.mark.parametrize("name", PUBLIC)
def test_a_spoiled_argument_is_refused_by_name(name):
    function, call = PUBLIC[name], first_call(name)
    parameters = inspect.signature(function).parameters
    messages = {
        (argument, what): refusal(function, call, argument, bad)
        for argument, value in call.arguments.items()
        for what, bad in spoiled(str(parameters[argument].annotation), value)
    }
    wrong = {
        spoil: message
        for spoil, message in messages.items()
        if not re.search(rf"\b{spoil[0].rstrip('_')}\b", message or "")
    }
    assert set(wrong) == WELCOME.get(name.partition(".")[2], set()), wrong


def records(thing: object) -> dict[type, object]:
    """One record of each class in a result, its parts included."""
    if isinstance(thing, tuple):
        return {kind: record for part in thing for kind, record in records(part).items()}
    if not type(thing).__module__.startswith("mathviz.") or isinstance(thing, type):
        return {}
    parts = dataclasses.fields(thing) if dataclasses.is_dataclass(thing) else ()
    return records(tuple(getattr(thing, part.name) for part in parts)) | {type(thing): thing}


MEANINGLESS = {"int": -3, "float": np.nan, "ArrayLike": [np.nan]}


def methods(record: object):
    """Each method that takes numbers only, bound, with meaningless ones."""
    for name, _ in inspect.getmembers(type(record), inspect.isfunction):
        if not name.startswith("_") or name in ("__call__", "__pow__"):
            method = getattr(record, name)
            kinds = {
                p.name: p.annotation.split(" |")[0] for p in inspect.signature(method).parameters.values()
            }
            if kinds and set(kinds.values()) <= set(MEANINGLESS):
                yield method, {argument: MEANINGLESS[kind] for argument, kind in kinds.items()}


@pytest.mark.parametrize("name", PUBLIC)
def test_the_methods_of_what_it_gives_refuse_meaningless_numbers(name):
    call = first_call(name)
    for record in records(PUBLIC[name](*call.args, **call.kwargs)).values():
        for method, arguments in methods(record):
            with pytest.raises(ValueError, match=r"\b(must|has no)\b"):
                method(**arguments)
