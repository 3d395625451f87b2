import re
from fractions import Fraction

import numpy as np
import pytest
import sympy
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.voice import Utterance, Value, percent, rounded, value_of

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
ONES += ["twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

floats = st.floats(-1e300, 1e300)
fractions = st.fractions(max_denominator=400).filter(lambda x: x.denominator > 1 and abs(x) < 10**6)
whole = st.integers(-(10**20), 10**20)
everyday = st.floats(-(10**6), 10**6, allow_nan=False)
anything = st.one_of(whole, everyday, floats, fractions, st.lists(everyday, min_size=1, max_size=4))


def read_number(shown: str) -> float:
    """What a reader takes a shown number for."""
    text = shown.replace("−", "-").replace(",", "")
    if text.endswith("%"):
        return read_number(text[:-1]) / 100
    if "/" in text:
        return float(Fraction(text))
    power = re.fullmatch(r"(?:(-?[\d.]+) × |(-?))10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    if power:
        factor = float(power[1] or f"{power[2]}1")
        return float(f"{factor}e{power[3].translate(SUPERSCRIPTS)}")
    return float(text)


def said_number(spoken: str) -> float:
    """What a listener takes spoken words for; an own reader, so that the formatter can't confirm itself."""
    if spoken.startswith("minus "):
        return -said_number(spoken.removeprefix("minus "))
    mantissa, times, power = spoken.rpartition("ten to the ")
    if times:
        return (said_number(mantissa.removesuffix(" times ")) if mantissa else 1.0) * 10.0 ** said_number(
            power
        )
    before, _, after = spoken.partition(" point ")
    total = part = 0
    for word in before.replace("-", " ").split():
        if word in SCALES:
            total, part = total + part * SCALES[word], 0
        elif word == "hundred":
            part *= 100
        elif word != "and":
            part += ONES.index(word) if word in ONES else 10 * TENS.index(word)
    return float(f"{total + part}." + ("".join(str(ONES.index(word)) for word in after.split()) or "0"))


@pytest.mark.parametrize(
    ("value", "shown", "spoken", "formula"),
    [
        (-3, "−3", "minus three", "-3"),
        (0.0143, "0.0143", "zero point zero one four three", "0.0143"),
        (1e-6, "10⁻⁶", "ten to the minus six", "10^(-6)"),
        (-2.5e-6, "−2.5 × 10⁻⁶", "minus two point five times ten to the minus six", "-2.5 times 10^(-6)"),
        (12345, "12,345", "twelve thousand three hundred and forty-five", '"12,345"'),
        (2024, "2024", "two thousand and twenty-four", "2024"),
        (243.00000000001, "243", "two hundred and forty-three", "243"),
        (-1e-17, "0", "zero", "0"),
        (3.14159, "3.142", "three point one four two", "3.142"),
        (Fraction(2, 11), "2/11", "two elevenths", "frac(2, 11)"),
        (Fraction(1, 2), "1/2", "one half", "frac(1, 2)"),
        (Fraction(-3, 4), "−3/4", "minus three quarters", "-frac(3, 4)"),
        (Fraction(7, 24), "7/24", "seven over twenty-four", "frac(7, 24)"),
        (Fraction(4, 2), "2", "two", "2"),
        (sympy.Rational(2, 3), "2/3", "two thirds", "frac(2, 3)"),
        (np.float64(2.5), "2.5", "two point five", "2.5"),
        (np.int64(-7), "−7", "minus seven", "-7"),
        (np.array([1.0, -1.0]), "(1, −1)", "one, minus one", "vec(1, -1)"),
        ([[2, 1], [1, 2]], "[2, 1; 1, 2]", "first row two, one, second row one, two", "mat(2, 1; 1, 2)"),
        ("parallelogram", "parallelogram", "parallelogram", '"parallelogram"'),
    ],
)
def test_a_value_has_its_forms(value, shown, spoken, formula):
    form = value_of(value)
    assert (form.shown, form.spoken, form.typst) == (shown, spoken, formula)


def test_a_value_passes_through_and_keeps_a_plain_number():
    root = Value(2**0.5, "√2", "root two", "sqrt(2)")
    assert value_of(root) is root
    assert type(value_of(np.float64(2.5)).value) is float
    assert value_of(np.array([[1, 2], [3, 4]])).value == ((1, 2), (3, 4))


def test_percentages():
    assert [percent(x).shown for x in (0.05, 0.07, 0.29, 0.0143, Fraction(1, 2), Fraction(1, 3), 1)] == [
        *("5%", "7%", "29%", "1.43%", "50%", "33.33%", "100%")
    ]
    assert percent(0.0143).spoken == "one point four three percent"
    assert percent(0.05).value == 0.05


def test_rounded_shows_exactly_that_many_places_and_no_minus_zero():
    assert (rounded(0.5, 2).shown, rounded(0.5, 2).spoken) == ("0.50", "zero point five")
    assert rounded(0.125, 2).shown == "0.13"
    assert (rounded(-0.001, 2).shown, rounded(-0.001, 2).spoken) == ("0.00", "zero")
    assert rounded([1 / 3, 2], 2).shown == "(0.33, 2.00)"
    assert rounded(Fraction(2, 11), 3).shown == "0.182"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        ([1, float("nan")], "finite"),
        (np.ones((2, 2, 2)), "axes"),
        (list(range(10)), "entries"),
        ([], "entries"),
        (range(3), "real"),
        (True, "real"),
        (1j, "real"),
        (None, "real"),
        ("x²", "x²"),
        ("3", "3"),
    ],
)
def test_what_has_no_form_is_refused(bad, reason):
    with pytest.raises((TypeError, ValueError), match=reason):
        value_of(bad)


@given(floats)
def test_reading_the_shown_form_back_gives_the_number_to_four_digits(x):
    tolerance = 1e-9 if abs(x - round(x)) < 1e-9 else 0.5001 * 10 ** (np.floor(np.log10(abs(x))) - 3)
    assert abs(read_number(value_of(x).shown) - x) <= tolerance or abs(x) > 10_000
    assert read_number(value_of(x).shown) == pytest.approx(x, rel=5.001e-4, abs=1e-9)


@given(st.integers(-(10**15) + 1, 10**15 - 1), fractions)
def test_whole_numbers_and_fractions_are_exact(n, x):
    assert int(value_of(n).shown.replace("−", "-").replace(",", "")) == n
    assert Fraction(value_of(x).shown.replace("−", "-")) == x


@given(st.one_of(st.integers(-(10**20), 10**20), floats))
def test_the_ear_is_told_what_the_eye_is_shown(x):
    form = value_of(x)
    assert said_number(form.spoken) == pytest.approx(read_number(form.shown), rel=1e-12)


@given(everyday, st.integers(0, 6))
def test_rounded_is_within_half_a_unit(x, places):
    shown = rounded(x, places).shown
    assert abs(read_number(shown) - x) <= 0.5 * 10.0**-places * (1 + 1e-6)
    assert len(shown.partition(".")[2]) == places


@given(anything)
@settings(max_examples=80, deadline=None)
def test_every_spoken_form_survives_the_voice(heart, x):
    spoken = value_of(x).spoken
    assert re.fullmatch(r"[A-Za-z ,-]+", spoken)
    count = len(spoken.split())
    utterance = Utterance(spoken, spoken, tuple(spoken.split()), tuple((i, i + 1) for i in range(count)))
    times = heart.speak(utterance).words  # refuses a word without a sound
    assert len(times) == count and all(end > start for start, end in times)


def test_the_formulas_compile():
    forms = [-3, 12345, -12345, 1e-6, -2.5e-6, Fraction(-3, 4), [1, -1, 12345], [[2, 1], [1, 2]], "area"]
    formulas = [value_of(x).typst for x in forms] + [percent(0.05).typst]
    page = "\n\n".join(f"$ {formula} $" for formula in formulas)
    assert typst.compile(page.encode()).startswith(b"%PDF")
