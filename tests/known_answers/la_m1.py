"""Known answers of la-m1, systems of linear equations."""

import numpy as np

from mathviz.datasets import iris
from mathviz.linear_algebra import (
    dependence,
    diagonal_rule,
    is_singular,
    line_points,
    linear_layer,
    solution_set,
)
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, la-m1"

KNOWN = [
    KnownAnswer(
        "la-m1-data-as-matrices",
        "means of iris",
        lambda: iris().values.mean(axis=0),
        (5.8433, 3.0573, 3.7580, 1.1993),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m1-data-as-matrices",
        "rank of iris",
        lambda: int(np.linalg.matrix_rank(iris().values)),
        4,
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m1-data-as-matrices",
        "prediction of a linear model",
        lambda: linear_layer([[1, 2], [3, 4]], [[1], [-1]], [0.5])[:, 0],
        (-0.5, -0.5),
        1e-12,
        SOURCE,
    ),
    *(
        KnownAnswer(
            "la-m1-systems-of-sentences",
            f"{A}, b = {b}",
            lambda A=A, b=b: solution_set(A, b).outcome.name,
            verdict,
            None,
            SOURCE,
        )
        for A, b, verdict in (
            ([[1, 1], [1, -1]], [7, 1], "UNIQUE"),
            ([[1, 1], [2, 2]], [7, 14], "INFINITE"),
            ([[1, 1], [2, 2]], [7, 15], "NONE"),
        )
    ),
    KnownAnswer(
        "la-m1-systems-of-sentences",
        "x + 2y = 4, 2x + 4y = 9",
        lambda: solution_set([[1, 2], [2, 4]], [4, 9]).outcome.name,
        "NONE",
        None,
        "curriculum 4, la-m1",
    ),
    KnownAnswer(
        "la-m1-equations-as-lines",
        "x + y = 7, x − y = 1",
        lambda: solution_set([[1, 1], [1, -1]], [7, 1]).point,
        (4, 3),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m1-equations-as-lines",
        "the crossing lies on both lines",
        lambda: [line_points(1, 1, 7, [2**-0.5])[0], line_points(1, -1, 1, [3.5 * 2**0.5])[0]],
        [(3, 4), (4, 3)],
        1e-12,
        "worked by hand: the foot of x + y = 7 is (3.5, 3.5), that of x − y = 1 is (0.5, −0.5)",
    ),
    *(
        KnownAnswer("la-m1-singularity", f"{A} singular", lambda A=A: is_singular(A), singular, None, SOURCE)
        for A, singular in (([[1, 1], [2, 2]], True), ([[1, 1], [1, 2]], False))
    ),
    KnownAnswer(
        "la-m1-linear-dependence",
        "(1, 0, 1), (0, 1, 1), (1, 1, 2)",
        lambda: dependence([[1, 0, 1], [0, 1, 1], [1, 1, 2]]).coefficients,
        (1, 1, -1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m1-linear-dependence", "(1, 0), (1, 1)", lambda: dependence([[1, 0], [1, 1]]), None, None, SOURCE
    ),
    *(
        KnownAnswer("la-m1-determinant", f"det {A}", lambda A=A: diagonal_rule(A).value, det, 1e-12, SOURCE)
        for A, det in (
            ([[3, 1], [1, 2]], 5),
            ([[1, 2], [2, 4]], 0),
            ([[2, -1, 0], [-1, 2, -1], [0, -1, 2]], 4),
        )
    ),
    KnownAnswer(
        "la-m1-equations-as-planes",
        "three planes meet in",
        lambda: solution_set([[1, 1, 1], [0, 2, 5], [2, 5, -1]], [6, -4, 27]).point,
        (5, 3, -2),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m1-equations-as-planes",
        "their determinant",
        lambda: diagonal_rule([[1, 1, 1], [0, 2, 5], [2, 5, -1]]).value,
        -21,
        1e-12,
        SOURCE,
    ),
]
