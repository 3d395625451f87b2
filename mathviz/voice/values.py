"""Values as a lecture gives them: one number, three faces.

A :class:`Value` holds a number together with its shown form (captions, labels), its spoken form in words (the
voice) and its Typst form (formulas), so that picture, caption and voice can't disagree.

>>> value_of(Fraction(2, 11))
Value(value=Fraction(2, 11), shown='2/11', spoken='two elevenths', typst='frac(2, 11)')
>>> value_of([1, -1]).shown, value_of([1, -1]).spoken
('(1, −1)', 'one, minus one')
"""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from num2words import num2words

__all__ = ["Value", "percent", "rounded", "value_of"]

WHOLE = 1e-9  # a float this near to a whole number is that number: what is left is rounding noise
MOST_ENTRIES = 9  # more can't be followed by ear
NAMED_DENOMINATORS = 20  # "elevenths", "twentieths"; beyond, "over" is clearer than "thirty-seconds"

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORDS = re.compile(r"[A-Za-z]+(?:[ ,'-]+[A-Za-z]+)*")


Number: TypeAlias = int | float | Fraction


@dataclass(frozen=True)
class Value:
    """A value: ``shown`` for the eye, ``spoken`` in words for the voice, ``typst`` for formulas.

    Write one by hand where the formatter has no form: ``Value(2**0.5, "√2", "root two", "sqrt(2)")``.
    """

    value: Any
    shown: str
    spoken: str
    typst: str


def value_of(x: Any, *, significant: int = 4) -> Value:
    """The value of a real number, a vector, a small matrix or a plain word; a :class:`Value` passes through.

    Whole numbers and fractions are exact. Other floats are rounded, halves away from zero, to ``significant``
    digits, but never before the decimal point; a float within 1e-9 of a whole number is that number.
    Magnitudes below 10⁻⁴ and from 10¹⁵ on get a power of ten.

    Raises:
        TypeError: if ``x`` has no such form (complex numbers, booleans, other objects).
        ValueError: if a number is NaN or infinite, an array has more than 9 entries or more than 2 axes,
            or a string isn't made of plain words.
    """
    if isinstance(x, Value):
        return x
    if isinstance(x, str):
        if not _WORDS.fullmatch(x):
            raise ValueError(f"{x!r} can't be said as it stands: give it as [{x}](its words)")
        return Value(x, x, x, f'"{x}"')
    return _value(x, lambda number: _significant(number, significant))


def rounded(x: Any, decimals: int) -> Value:
    """The value of a number, vector or matrix, exactly ``decimals`` places shown, last zeros unsaid.

    >>> rounded(0.5, 2).shown, rounded(0.5, 2).spoken
    ('0.50', 'zero point five')
    """
    return _value(x, lambda number: _plain(number, _quantized(_decimal(number), decimals)))


def percent(share: Any, *, significant: int = 4) -> Value:
    """A share in percent: 0.05 is "5%", "five percent". The value stays the share."""
    part = _number(share)
    hundredfold = part * 100
    if isinstance(hundredfold, Fraction) and hundredfold.denominator != 1:
        hundredfold = float(hundredfold)
    form = value_of(hundredfold, significant=significant)
    return Value(part, f"{form.shown}%", f"{form.spoken} percent", f"{form.typst}%")


def _value(x: Any, form: Callable[[Number], Value]) -> Value:
    if isinstance(x, (list, tuple, np.ndarray)):
        array = np.array(x, dtype=object)  # keeps fractions and whole numbers what they are
        if array.ndim == 0:
            return _value(array.item(), form)
        if array.ndim > 2 or not 1 <= array.size <= MOST_ENTRIES:
            raise ValueError(
                f"an array of shape {array.shape} can't be followed by ear: show it, and say at most "
                f"{MOST_ENTRIES} entries in one or two axes"
            )
        return _vector(array, form) if array.ndim == 1 else _matrix(array, form)
    return form(_number(x))


def _vector(array: np.ndarray, form: Callable[[Number], Value]) -> Value:
    entries = [form(_number(entry)) for entry in array]
    return Value(
        tuple(entry.value for entry in entries),
        f"({', '.join(entry.shown for entry in entries)})",
        ", ".join(entry.spoken for entry in entries),
        f"vec({', '.join(entry.typst for entry in entries)})",
    )


def _matrix(array: np.ndarray, form: Callable[[Number], Value]) -> Value:
    rows = [_vector(row, form) for row in array]
    return Value(
        tuple(row.value for row in rows),
        f"[{'; '.join(row.shown[1:-1] for row in rows)}]",
        ", ".join(f"{num2words(i, to='ordinal')} row {row.spoken}" for i, row in enumerate(rows, 1)),
        f"mat({'; '.join(row.typst[4:-1] for row in rows)})",
    )


def _number(x: Any) -> Number:
    """Python's own number for any real number, NumPy's and SymPy's among them."""
    if isinstance(x, (bool, np.bool_)) or not isinstance(x, numbers.Real):
        raise TypeError(f"a value must be a real number, an array of them or a word; got {x!r}")
    if isinstance(x, numbers.Integral):
        return int(x)
    if isinstance(x, numbers.Rational):
        return Fraction(int(x.numerator), int(x.denominator))
    number = float(x)
    if not math.isfinite(number):
        raise ValueError(f"{number} can't be shown or said: a value must be finite")
    return number


def _decimal(x: Number) -> Decimal:
    """The decimal that Python prints for a number."""
    if isinstance(x, Fraction):
        return Decimal(x.numerator) / Decimal(x.denominator)
    return Decimal(repr(x))


def _quantized(number: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=400):  # more digits than any float has
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _significant(x: Number, digits: int) -> Value:
    if isinstance(x, Fraction) and x.denominator != 1:
        return _fraction(x)
    number = _decimal(x)
    if isinstance(x, float):
        whole = round(x)
        near = abs(x - whole) < WHOLE
        number = Decimal(whole) if near else _quantized(number, max(0, digits - 1 - number.adjusted()))
    if number and not -4 <= number.adjusted() < 15:
        return _scientific(x, number, digits)
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return _plain(x, _quantized(number, places))


def _plain(x: Number, number: Decimal) -> Value:
    """Sign, digits, decimal point; from five digits on in groups of three, so that years stay years."""
    digits = f"{abs(number):,f}" if abs(number) >= 10_000 else f"{abs(number):f}"
    whole, _, places = digits.partition(".")
    spoken = _cardinal(int(whole.replace(",", "")))
    if places.rstrip("0"):
        spoken += " point " + " ".join(_cardinal(int(digit)) for digit in places.rstrip("0"))
    typst = f'"{digits}"' if "," in digits else digits  # a bare comma would part arguments
    if number < 0:
        return Value(x, f"−{digits}", f"minus {spoken}", f"-{typst}")
    return Value(x, digits, spoken, typst)


def _scientific(x: Number, number: Decimal, digits: int) -> Value:
    exponent = number.adjusted()
    factor = _quantized(number.scaleb(-exponent), digits - 1)
    if abs(factor) == 10:
        factor, exponent = factor / 10, exponent + 1
    power = _plain(x, Decimal(exponent))
    shown, spoken = f"10{str(exponent).translate(_SUPERSCRIPTS)}", f"ten to the {power.spoken}"
    typst = f"10^({exponent})"
    if abs(factor) == 1:
        sign = factor < 0
        return Value(x, "−" * sign + shown, "minus " * sign + spoken, "-" * sign + typst)
    front = _significant(float(factor), digits)
    return Value(
        x,
        f"{front.shown} × {shown}",
        f"{front.spoken} times {spoken}",
        f"{front.typst} times {typst}",
    )


def _fraction(x: Fraction) -> Value:
    top, bottom = abs(x.numerator), x.denominator
    if bottom == 2:
        unit = "half" if top == 1 else "halves"
    elif bottom <= NAMED_DENOMINATORS:
        unit = ("quarter" if bottom == 4 else num2words(bottom, to="ordinal")) + "s" * (top != 1)
    else:
        unit = f"over {_cardinal(bottom)}"
    minus = x < 0
    return Value(
        x,
        "−" * minus + f"{top}/{bottom}",
        "minus " * minus + f"{_cardinal(top)} {unit}",
        "-" * minus + f"frac({top}, {bottom})",
    )


def _cardinal(n: int) -> str:
    """A whole number in words, without commas: the voice would rest at them."""
    return str(num2words(n)).replace(",", "")
