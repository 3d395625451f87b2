"""Known answers of la-m2, solving systems of linear equations."""

import numpy as np

from mathviz.datasets import digits
from mathviz.linear_algebra import (
    AddMultiple,
    Pivoting,
    Scale,
    Swap,
    gaussian_elimination,
    layers,
    null_space,
    row_echelon,
    rref,
)
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, la-m2"
NINE = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def up_to_scale(v, first):
    """The vector scaled so that it starts with ``first``."""
    return v[:, 0] * first / v[0, 0]


def zero_digit():
    return layers(digits().values[0].reshape(8, 8))


KNOWN = [
    KnownAnswer(
        "la-m2-elimination",
        "2x + y = 5, x + 3y = 10",
        lambda: gaussian_elimination([[2, 1], [1, 3]], [5, 10], pivoting=Pivoting.FIRST).solution,
        (1, 3),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-elimination",
        "the last row of x + y = 10, 2x + 2y = 24",
        lambda: gaussian_elimination([[1, 1], [2, 2]], [10, 24], pivoting=Pivoting.FIRST).elimination.result[
            -1
        ],
        (0, 0, 4),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-elimination",
        "x + y = 10, 2x + 2y = 24",
        lambda: gaussian_elimination([[1, 1], [2, 2]], [10, 24]).outcome.name,
        "NONE",
        None,
        SOURCE,
    ),
    *(
        KnownAnswer(
            "la-m2-row-operations",
            f"det after: {operation.sentence}",
            lambda operation=operation: np.linalg.det(operation.apply([[4, 1], [2, 3]])),
            det,
            1e-12,
            SOURCE,
        )
        for operation, det in ((Swap(0, 1), -10), (Scale(0, 3.0), 30), (AddMultiple(1, 0, -0.5), 10))
    ),
    KnownAnswer("la-m2-rank", "rank of 1 … 9", lambda: rref(NINE).rank, 2, None, SOURCE),
    KnownAnswer(
        "la-m2-rank",
        "null space of 1 … 9",
        lambda: up_to_scale(null_space(NINE), 1),
        (1, -2, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-rank", "rank of [[1, 2], [2, 4]]", lambda: rref([[1, 2], [2, 4]]).rank, 1, None, SOURCE
    ),
    KnownAnswer(
        "la-m2-row-echelon-form",
        "pivot columns of 1 … 9",
        lambda: row_echelon(NINE).pivot_columns,
        (0, 1),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-row-echelon-form",
        "reduced form of 1 … 9",
        lambda: rref(NINE).result,
        [[1, 0, -1], [0, 1, 2], [0, 0, 0]],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-gaussian-elimination",
        "three equations",
        lambda: gaussian_elimination([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3]).solution,
        (2, 3, -1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-gaussian-elimination",
        "last column of a reduced form",
        lambda: rref([[1, 2, -1, -4], [2, 3, -1, -11], [-2, 0, -3, 22]]).result[:, -1],
        (-8, 1, -2),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-gaussian-elimination",
        "a tiny pivot, with pivoting",
        lambda: gaussian_elimination([[1e-20, 1], [1, 1]], [1, 2]).solution,
        (1, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-gaussian-elimination",
        "a tiny pivot, without pivoting",
        lambda: gaussian_elimination([[1e-20, 1], [1, 1]], [1, 2], pivoting=Pivoting.FIXED).solution,
        (0, 1),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-image-compression",
        "singular values of [[3, 0], [4, 5]]",
        lambda: layers([[3, 0], [4, 5]]).strengths,
        (6.7082, 2.2361),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m2-image-compression",
        "rank-one error of [[3, 0], [4, 5]]",
        lambda: layers([[3, 0], [4, 5]]).error(1),
        2.2361,
        5e-5,
        SOURCE,
    ),
    KnownAnswer("la-m2-image-compression", "rank of digit 0", lambda: zero_digit().rank, 6, None, SOURCE),
    KnownAnswer(
        "la-m2-image-compression",
        "relative error of digit 0 at rank two",
        lambda: zero_digit().relative_error(2),
        0.1923,
        5e-5,
        SOURCE,
    ),
]
