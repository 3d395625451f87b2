"""Known answers of la-m3, vectors and linear transformations."""

import numpy as np

from mathviz.datasets import TRUTH_TABLE
from mathviz.linear_algebra import (
    FERN_MAPS,
    LinearMap,
    angle_between,
    check_linearity,
    cosine_similarity,
    invert,
    matrix_times_vector,
    perceptron,
    projection,
    reflection,
    rotation,
    separate,
    shadow,
    shear,
)
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, la-m3"
BITS = TRUTH_TABLE.values[:, :2]
A, B = LinearMap([[3, 1], [1, 2]]), LinearMap([[2, -1], [0, 2]])

KNOWN = [
    *(
        KnownAnswer(
            "la-m3-vectors-and-norms",
            f"norm of (3, 4), p = {p}",
            lambda p=p: np.linalg.norm([3, 4], p),
            norm,
            1e-12,
            SOURCE,
        )
        for p, norm in ((1, 7), (2, 5), (np.inf, 4))
    ),
    *(
        KnownAnswer(
            "la-m3-vectors-and-norms",
            f"distance of (1, 2) and (4, 6), p = {p}",
            lambda p=p: np.linalg.norm(np.subtract([1, 2], [4, 6]), p),
            distance,
            1e-12,
            SOURCE,
        )
        for p, distance in ((1, 7), (2, 5))
    ),
    KnownAnswer("la-m3-vectors-and-norms", "a sum", lambda: np.add([1, 3], [4, -1]), (5, 2), None, SOURCE),
    KnownAnswer(
        "la-m3-dot-product",
        "(1, 2, 3)·(4, 5, 6)",
        lambda: int(np.dot([1, 2, 3], [4, 5, 6])),
        32,
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-dot-product",
        "(1, 2)·(−2, 1)",
        lambda: int(np.dot([1, 2], [-2, 1])),
        0,
        None,
        "curriculum 4, la-m3",
    ),
    KnownAnswer("la-m3-dot-product-geometry", "dot", lambda: int(np.dot([3, 1], [2, 4])), 10, None, SOURCE),
    KnownAnswer(
        "la-m3-dot-product-geometry",
        "angle in degrees",
        lambda: np.degrees(angle_between([3, 1], [2, 4])),
        45,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-dot-product-geometry",
        "projection of u on v",
        lambda: shadow([3, 1], onto=[2, 4]).along,
        (1, 2),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-dot-product-geometry",
        "cosine of (1, 2) and (4, 6)",
        lambda: cosine_similarity([1, 2], [4, 6]),
        0.99228,
        5e-6,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-dot-product-geometry",
        "cosine of (1, 1) and (10, 10)",
        lambda: cosine_similarity([1, 1], [10, 10]),
        1,
        1e-12,
        "curriculum 4, la-m3",
    ),
    KnownAnswer(
        "la-m3-matrix-times-vector",
        "by rows",
        lambda: matrix_times_vector([[1, 2], [3, 4]], [5, 6]).result,
        (17, 39),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-matrix-times-vector",
        "by columns",
        lambda: matrix_times_vector([[1, 2], [3, 4]], [5, 6]).column_terms,
        [(5, 15), (12, 24)],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-linear-transformations",
        "matrix from images",
        lambda: LinearMap.from_images([[3, -1], [2, 3]]).matrix,
        [[3, 2], [-1, 3]],
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-linear-transformations",
        "T(1, 1)",
        lambda: LinearMap.from_images([[3, -1], [2, 3]])([1, 1]),
        (5, 2),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-linear-transformations",
        "a translation",
        lambda: check_linearity(lambda p: np.add(p, [1, 0]), [[1, 2], [3, 1]]).outcome.name,
        "ORIGIN_MOVES",
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-standard-transformations",
        "rotation by 90°",
        lambda: rotation(np.pi / 2).matrix,
        [[0, -1], [1, 0]],
        1e-12,
        SOURCE,
    ),
    KnownAnswer("la-m3-standard-transformations", "det of a shear", lambda: shear(0.7).det, 1, 1e-12, SOURCE),
    KnownAnswer(
        "la-m3-standard-transformations",
        "det of a reflection",
        lambda: reflection(0.3).det,
        -1,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-standard-transformations",
        "a projection twice, minus once",
        lambda: (projection([1, 2]) ** 2).matrix - projection([1, 2]).matrix,
        np.zeros((2, 2)),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-standard-transformations",
        "fixed point of the fern's main map",
        lambda: FERN_MAPS[1].fixed_point,
        (2.6556, 9.9585),
        5e-5,
        SOURCE,
    ),
    KnownAnswer("la-m3-matrix-multiplication", "AB", lambda: (A @ B).matrix, [[6, -1], [2, 3]], None, SOURCE),
    KnownAnswer("la-m3-matrix-multiplication", "BA", lambda: (B @ A).matrix, [[5, 0], [2, 4]], None, SOURCE),
    KnownAnswer(
        "la-m3-matrix-inverse",
        "inverse of [[2, 1], [1, 1]]",
        lambda: invert([[2, 1], [1, 1]]).inverse,
        [[1, -1], [-1, 2]],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m3-matrix-inverse",
        "inverse of [[1, 2], [2, 4]]",
        lambda: invert([[1, 2], [2, 4]]).outcome.name,
        "SINGULAR",
        None,
        SOURCE,
    ),
    *(
        KnownAnswer(
            "la-m3-neural-networks-as-matrices",
            f"bias {b}",
            lambda b=b: perceptron(BITS, [1, 1], b),
            truth,
            None,
            SOURCE,
        )
        for b, truth in ((-1.5, (0, 0, 0, 1)), (-0.5, (0, 1, 1, 1)))
    ),
    KnownAnswer(
        "la-m3-neural-networks-as-matrices",
        "XOR",
        lambda: separate(BITS, TRUTH_TABLE["xor"]).outcome.name,
        "INSEPARABLE",
        None,
        SOURCE,
    ),
]
