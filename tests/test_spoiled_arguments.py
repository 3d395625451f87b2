"""What every public function does with spoiled input: its own example, with one argument spoiled, is refused.

The error is a ``ValueError`` that names the argument. So each docstring's example is run to learn how the
function is called; then each number and each array of that call is spoiled in turn.
"""

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
