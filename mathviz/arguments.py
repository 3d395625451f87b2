"""Checked arguments: what the mathematics accepts, and the sentence that says why not.

Every public function of the mathematics passes its input through here first, so that degenerate input is
a ``ValueError`` that names the argument, what was wrong and the remedy, never a silent NaN and never a
broadcast that was not meant. Arrays come back as read-only float64 copies: a record can keep them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "count",
    "frozen",
    "matrix",
    "number",
    "numbers",
    "positive",
    "probabilities",
    "probability",
    "same_length",
    "vector",
    "vector_or_number",
]


def frozen(array: np.ndarray) -> np.ndarray:
    """Return the array itself, made read-only, for a record to keep."""
    array.setflags(write=False)
    return array


def numbers(name: str, value: ArrayLike, kind: str = "an array") -> Float[np.ndarray, "*k"]:
    """Finite real numbers in an array of any shape; neither complex ones nor words that look like numbers."""
    try:
        given = np.asarray(value)
        if given.dtype.kind not in "biufO":
            raise TypeError(f"{given.dtype} is no real number")
        array = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be {kind} of real numbers; got {value!r}") from error
    if not np.isfinite(array).all():
        raise ValueError(
            f"{name} must be finite; it holds NaN or infinity: drop or replace those entries first"
        )
    return frozen(array)


def _real(name: str, value: ArrayLike, ndim: int, kind: str) -> np.ndarray:
    array = numbers(name, value, kind)
    if array.ndim != ndim:
        raise ValueError(f"{name} must be {kind}, with {ndim} axes; got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty; got shape {array.shape}")
    return array


def vector(
    name: str, value: ArrayLike, *, length: int | None = None, at_least: int = 1
) -> Float[np.ndarray, " n"]:
    """A finite real vector, shape (n,), with n = ``length`` if given and n >= ``at_least``."""
    array = _real(name, value, 1, "a vector")
    if length is not None and array.size != length:
        raise ValueError(f"{name} must have length {length}; got shape {array.shape}")
    if array.size < at_least:
        raise ValueError(f"{name} needs at least {at_least} entries; got shape {array.shape}")
    return array


def vector_or_number(name: str, value: ArrayLike) -> Float[np.ndarray, " n"]:
    """A finite real vector, shape (n,), where one number may stand for a vector of one."""
    array = numbers(name, value, "a number or a vector")
    return vector(name, array if array.ndim else array[None])


def matrix(
    name: str, value: ArrayLike, *, rows: int | None = None, columns: int | None = None, square: bool = False
) -> Float[np.ndarray, "m n"]:
    """A finite real matrix, shape (m, n), with the given numbers of rows and columns."""
    array = _real(name, value, 2, "a matrix")
    if square and array.shape[0] != array.shape[1]:
        raise ValueError(f"{name} must be square; got shape {array.shape}")
    if rows is not None and array.shape[0] != rows:
        raise ValueError(f"{name} must have {rows} rows; got shape {array.shape}")
    if columns is not None and array.shape[1] != columns:
        raise ValueError(f"{name} must have {columns} columns; got shape {array.shape}")
    return array


def same_length(**vectors: np.ndarray) -> int:
    """The common first dimension of the named arrays, or a ``ValueError`` that lists their shapes."""
    lengths: set[int] = {array.shape[0] for array in vectors.values()}
    if len(lengths) != 1:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in vectors.items())
        raise ValueError(f"{' and '.join(vectors)} must have the same length; got {shapes}")
    return lengths.pop()


def number(
    name: str, value: Any, *, low: float = -math.inf, high: float = math.inf, infinite: bool = False
) -> float:
    """A real number in the closed range [low, high], finite unless ``infinite`` lets it be boundless."""
    try:
        if isinstance(value, (str, bytes)) or np.ndim(value):
            raise TypeError(f"{type(value).__name__} is no real number")
        x = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a real number; got {value!r}") from error
    if math.isnan(x) or (math.isinf(x) and not infinite):
        raise ValueError(f"{name} must be {'a number' if infinite else 'finite'}; got {x}")
    if not low <= x <= high:
        raise ValueError(f"{name} must lie in [{low:g}, {high:g}]; got {x:g}")
    return x


def positive(name: str, value: Any) -> float:
    """A finite number above zero."""
    x = number(name, value)
    if x <= 0:
        raise ValueError(f"{name} must be greater than zero; got {x:g}")
    return x


def probability(name: str, value: Any) -> float:
    """A number in [0, 1]."""
    return number(name, value, low=0.0, high=1.0)


def probabilities(name: str, value: ArrayLike, *, tolerance: float = 1e-9) -> Float[np.ndarray, " k"]:
    """A vector of probabilities that sum to one within ``tolerance``."""
    array = vector(name, value)
    if (array < 0).any() or (array > 1).any():
        raise ValueError(f"{name} must hold probabilities in [0, 1]; got {array.tolist()}")
    if abs(array.sum() - 1.0) > tolerance:
        raise ValueError(f"{name} must sum to 1; it sums to {array.sum():g}: divide by the sum to normalise")
    return array


def count(name: str, value: Any, *, at_least: int = 1, at_most: int | None = None) -> int:
    """A whole number in the given range."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name} must be a whole number; got {value!r}")
    n = int(value)
    if n < at_least or (at_most is not None and n > at_most):
        top = "" if at_most is None else f" and at most {at_most}"
        raise ValueError(f"{name} must be at least {at_least}{top}; got {n}")
    return n
