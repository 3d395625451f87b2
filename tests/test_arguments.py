"""Checked arguments: what is accepted, and the sentence for what is not."""

import math
from fractions import Fraction

import numpy as np
import pytest

from mathviz.arguments import (
    count,
    matrix,
    number,
    numbers,
    positive,
    probabilities,
    probability,
    same_length,
    vector,
    vector_or_number,
)
from mathviz.linear_algebra import rotation


def test_arrays_are_kept_as_read_only_copies():
    given = np.array([1.0, 2.0])
    kept = vector("x", given)
    given[0] = 9
    np.testing.assert_array_equal(kept, [1, 2])
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 9


@pytest.mark.parametrize(
    "value", [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8), [True, 2], [Fraction(1), Fraction(2)]]
)
def test_real_numbers_of_every_kind_are_taken(value):
    np.testing.assert_array_equal(vector("x", value), [1, 2])


def test_a_map_stands_for_its_matrix():
    np.testing.assert_array_equal(matrix("A", rotation(0)), np.eye(2))


def test_one_number_stands_for_a_vector_of_one():
    np.testing.assert_array_equal(vector_or_number("start", 3), [3])
    np.testing.assert_array_equal(vector_or_number("start", [3, 4]), [3, 4])


def test_numbers_may_have_any_shape():
    assert numbers("z", 3).shape == ()
    assert numbers("z", np.ones((2, 3, 4))).shape == (2, 3, 4)


def test_ends_of_ranges_belong_to_them():
    assert (probability("p", 0), probability("p", 1)) == (0, 1)
    assert number("x", math.inf, infinite=True) == math.inf
    assert (count("n", 1), count("n", 5, at_most=5), count("n", np.int64(2))) == (1, 5, 2)
    assert positive("x", 1e-300) == 1e-300
    assert vector("x", [1, 2], at_least=2).size == 2
    assert probabilities("p", [0.5, 0.5 + 5e-10]).size == 2


def test_the_common_length_is_told():
    assert same_length(x=np.ones(3), Y=np.ones((3, 2))) == 3


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: vector("x", []), r"x must not be empty; got shape \(0,\)"),
        (lambda: vector("x", [[1, 2]]), r"x must be a vector, with 1 axes; got shape \(1, 2\)"),
        (lambda: vector("x", [1, math.nan]), "x must be finite; it holds NaN or infinity: drop or replace"),
        (lambda: vector("x", [1, math.inf]), "x must be finite"),
        (lambda: vector("x", [1, None]), "x must be finite"),
        (lambda: vector("x", [1, 2j]), "x must be a vector of real numbers"),
        (lambda: vector("x", ["1", "2"]), "x must be a vector of real numbers"),
        (lambda: vector("x", ["a"]), "x must be a vector of real numbers; got"),
        (lambda: vector("x", [[1], [2, 3]]), "x must be a vector of real numbers"),
        (lambda: vector("x", [1, 2], length=3), r"x must have length 3; got shape \(2,\)"),
        (lambda: vector("x", [1, 2], at_least=3), r"x needs at least 3 entries; got shape \(2,\)"),
        (lambda: vector_or_number("x", [[1]]), "x must be a vector"),
        (lambda: vector_or_number("x", []), "x must not be empty"),
        (lambda: matrix("A", [1, 2]), "A must be a matrix, with 2 axes"),
        (lambda: matrix("A", [[1, 2]], square=True), r"A must be square; got shape \(1, 2\)"),
        (lambda: matrix("A", [[1, 2]], rows=2), "A must have 2 rows"),
        (lambda: matrix("A", [[1, 2]], columns=3), "A must have 3 columns"),
        (lambda: same_length(x=np.ones(2), y=np.ones(3)), r"x and y must have the same length; got x \(2,\)"),
        (lambda: number("x", "2"), "x must be a real number; got '2'"),
        (lambda: number("x", [2]), "x must be a real number"),
        (lambda: number("x", np.array([2.0])), "x must be a real number"),
        (lambda: number("x", 1 + 0j), "x must be a real number"),
        (lambda: number("x", None), "x must be a real number; got None"),
        (lambda: number("x", math.nan), "x must be finite; got nan"),
        (lambda: number("x", math.inf), "x must be finite; got inf"),
        (lambda: number("x", math.nan, infinite=True), "x must be a number; got nan"),
        (lambda: number("x", 3, low=0, high=2), r"x must lie in \[0, 2\]; got 3"),
        (lambda: number("x", -1, low=0, high=2), r"x must lie in \[0, 2\]; got -1"),
        (lambda: positive("x", 0), "x must be greater than zero; got 0"),
        (lambda: probability("p", 1.01), r"p must lie in \[0, 1\]"),
        (lambda: probability("p", -0.01), r"p must lie in \[0, 1\]"),
        (lambda: probabilities("p", [1.5, -0.5]), r"p must hold probabilities in \[0, 1\]"),
        (lambda: probabilities("p", [0.5, 0.4]), "p must sum to 1; it sums to 0.9: divide by the sum"),
        (lambda: probabilities("p", [0.5, 0.6]), "p must sum to 1; it sums to 1.1"),
        (lambda: count("n", 2.0), "n must be a whole number; got 2.0"),
        (lambda: count("n", True), "n must be a whole number; got True"),
        (lambda: count("n", 0), "n must be at least 1; got 0"),
        (lambda: count("n", 6, at_most=5), "n must be at least 1 and at most 5; got 6"),
    ],
)
def test_what_is_not_accepted_is_told_with_the_remedy(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
