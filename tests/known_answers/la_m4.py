"""Known answers of la-m4, determinants and eigenvectors."""

import numpy as np

from mathviz.datasets import LINK_GRAPH, digits, iris, wine
from mathviz.linear_algebra import (
    LinearMap,
    characteristic_polynomial,
    covariance_matrix,
    eigen,
    image_basis,
    iterate,
    pagerank,
    pca,
    polygon_area,
    power_iteration,
    project_data,
    rotation,
    solution_set,
    stationary,
    turning_angle,
    unit_directions,
    variance_along,
)
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, la-m4"
BOARD = "storyboard of la-m4-eigenvectors"
SYMMETRIC = LinearMap([[2, 1], [1, 2]])
AREA, SWAPPED = LinearMap([[3, 1], [1, 2]]), LinearMap([[1, 3], [2, 1]])
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1]]
UPPER, LOWER = LinearMap([[2, 1], [0, 3]]), LinearMap([[1, 2], [3, 1]])
SPREAD = [[2.5, 2], [2, 2.5]]
WEATHER = [[0.9, 0.5], [0.1, 0.5]]
ROOT = 2**-0.5

KNOWN = [
    *(
        KnownAnswer(
            "la-m4-rank-of-transformations", f"rank of {A}", lambda A=A: LinearMap(A).rank, rank, None, SOURCE
        )
        for A, rank in (([[3, 1], [1, 2]], 2), ([[1, 1], [2, 2]], 1), ([[0, 0], [0, 0]], 0))
    ),
    KnownAnswer(
        "la-m4-rank-of-transformations",
        "the image of [[1, 1], [2, 2]]",
        lambda: image_basis([[1, 1], [2, 2]])[:, 0] * 5**0.5,
        (1, 2),
        1e-12,
        SOURCE,
    ),
    KnownAnswer("la-m4-determinant-area", "area factor", lambda: AREA.det, 5, 1e-12, SOURCE),
    KnownAnswer(
        "la-m4-determinant-area", "area of the image", lambda: polygon_area(AREA(SQUARE)), 5, 1e-12, SOURCE
    ),
    KnownAnswer("la-m4-determinant-area", "columns swapped", lambda: SWAPPED.det, -5, 1e-12, SOURCE),
    KnownAnswer(
        "la-m4-determinant-area", "collapsed", lambda: LinearMap([[1, 1], [2, 2]]).det, 0, 1e-12, SOURCE
    ),
    KnownAnswer("la-m4-determinant-rules", "det A", lambda: UPPER.det, 6, 1e-12, SOURCE),
    KnownAnswer("la-m4-determinant-rules", "det B", lambda: LOWER.det, -5, 1e-12, SOURCE),
    KnownAnswer("la-m4-determinant-rules", "det AB", lambda: (UPPER @ LOWER).det, -30, 1e-12, SOURCE),
    KnownAnswer(
        "la-m4-determinant-rules",
        "det A⁻¹",
        lambda: np.linalg.det(np.linalg.inv(UPPER)),
        1 / 6,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-determinant-rules",
        "a singular matrix times any",
        lambda: (LinearMap([[1, 1], [2, 2]]) @ LOWER).det,
        0,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-determinant-rules",
        "det 2A with det A = 5",
        lambda: LinearMap(2 * AREA.matrix).det,
        20,
        1e-12,
        "curriculum 4, la-m4",
    ),
    KnownAnswer(
        "la-m4-basis-and-span",
        "dimension of the span of (1, 2), (2, 4)",
        lambda: int(np.linalg.matrix_rank([[1, 2], [2, 4]])),
        1,
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-basis-and-span",
        "coordinates of (3, 1) in (1, 1), (1, −1)",
        lambda: solution_set([[1, 1], [1, -1]], [3, 1]).point,
        (2, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-eigenbasis",
        "[[2, 1], [1, 2]] in the basis (1, 1), (1, −1)",
        lambda: SYMMETRIC.in_basis([[1, 1], [1, -1]]).matrix,
        [[3, 0], [0, 1]],
        1e-12,
        SOURCE,
    ),
    KnownAnswer("la-m4-eigenvectors", "eigenvalues", lambda: eigen(SYMMETRIC).values, (3, 1), 1e-12, SOURCE),
    KnownAnswer(
        "la-m4-eigenvectors",
        "eigenvectors as columns",
        lambda: eigen(SYMMETRIC).vectors,
        [[ROOT, ROOT], [ROOT, -ROOT]],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-eigenvectors",
        "turn at 45° and at 135°",
        lambda: turning_angle(SYMMETRIC, np.radians([45, 135])),
        (0, 0),
        1e-12,
        BOARD,
    ),
    KnownAnswer(
        "la-m4-eigenvectors",
        "the tripled part after five rounds",
        lambda: eigen(SYMMETRIC).parts([1, 0], rounds=5)[0, 0] / eigen(SYMMETRIC).parts([1, 0])[0, 0],
        243,
        1e-9,
        BOARD,
    ),
    KnownAnswer(
        "la-m4-eigenvectors",
        "largest angle of twenty-four arrows to their line after five rounds",
        lambda: np.degrees(
            np.max(
                np.arcsin(
                    np.abs(
                        power_iteration(SYMMETRIC, unit_directions(24, first=np.pi / 24), 5).directions[-1]
                        @ [ROOT, -ROOT]
                    )
                )
            )
        ),
        np.degrees(np.arctan(np.tan(np.radians(82.5)) / 243)),
        1e-9,
        "closed form: the tangent of the angle to (1, 1) shrinks by 3 each round; arrows at 7.5° + 15° k",
    ),
    KnownAnswer(
        "la-m4-characteristic-polynomial",
        "[[4, 1], [2, 3]]",
        lambda: characteristic_polynomial([[4, 1], [2, 3]]).coefficients,
        (1, -7, 10),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-characteristic-polynomial",
        "eigenvalues of [[4, 1], [2, 3]]",
        lambda: eigen([[4, 1], [2, 3]]).values,
        (5, 2),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-characteristic-polynomial",
        "eigenvalues of a 3 × 3 matrix",
        lambda: eigen([[2, 0, 0], [0, 3, 4], [0, 4, 9]]).values,
        (11, 2, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-characteristic-polynomial",
        "trace and determinant of the 3 × 3 matrix",
        lambda: (
            characteristic_polynomial([[2, 0, 0], [0, 3, 4], [0, 4, 9]]).trace,
            characteristic_polynomial([[2, 0, 0], [0, 3, 4], [0, 4, 9]]).det,
        ),
        (14, 22),
        1e-12,
        SOURCE,
    ),
    *(
        KnownAnswer(
            "la-m4-how-many-eigenvectors",
            name,
            lambda A=A: eigen(A).multiplicities,
            multiplicities,
            1e-12,
            SOURCE,
        )
        for name, A, multiplicities in (
            ("shear", [[1, 1], [0, 1]], [(1, 2, 1)]),
            ("identity", np.eye(2), [(1, 2, 2)]),
        )
    ),
    KnownAnswer(
        "la-m4-how-many-eigenvectors",
        "rotation by 60°",
        lambda: [[v.real, v.imag] for v in eigen(rotation(np.pi / 3)).values],
        [(0.5, 0.8660), (0.5, -0.8660)],
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-projections",
        "three points on the diagonal",
        lambda: project_data([[3, 1], [1, 2], [0, 4]], [[ROOT], [ROOT]]).scores[:, 0],
        (2.8284, 2.1213, 2.8284),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-covariance-matrix",
        "five points",
        lambda: covariance_matrix(np.column_stack([(-2, -1, 0, 1, 2), (-1, -2, 0, 2, 1)])).matrix,
        SPREAD,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pca", "iris", lambda: pca(iris().values).ratio, (0.9246, 0.0531, 0.0171, 0.0052), 5e-5, SOURCE
    ),
    KnownAnswer(
        "la-m4-pca",
        "iris, standardised",
        lambda: pca(iris().values, standardise=True).ratio,
        (0.7296, 0.2285, 0.0367, 0.0052),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pca",
        "first ratio of wine, raw and standardised",
        lambda: [pca(wine().values).ratio[0], pca(wine().values, standardise=True).ratio[0]],
        (0.998, 0.362),
        5e-4,
        "curriculum 3.1",
    ),
    KnownAnswer(
        "la-m4-pca-why",
        "largest and smallest variance",
        lambda: variance_along(SPREAD, np.radians([45, 135])),
        (4.5, 0.5),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pca-why",
        "share of the first direction",
        lambda: eigen(SPREAD).values[0] / eigen(SPREAD).values.sum(),
        0.9,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pca-images",
        "share of 2 and of 10 components",
        lambda: pca(digits().values).cumulative_ratio[[1, 9]],
        (0.2851, 0.7382),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pca-images",
        "components for 90 % and 95 %",
        lambda: [pca(digits().values).components_for(share) for share in (0.9, 0.95)],
        (21, 29),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-markov-chains",
        "the long run of the weather",
        lambda: stationary(WEATHER).distribution,
        (5 / 6, 1 / 6),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-markov-chains",
        "second eigenvalue",
        lambda: stationary(WEATHER).eigenvalues[1],
        0.4,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-markov-chains",
        "Fibonacci",
        lambda: (LinearMap([[1, 1], [1, 0]]) ** 10).matrix,
        [[89, 55], [55, 34]],
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-markov-chains",
        "Fibonacci, step by step",
        lambda: iterate([[1, 1], [1, 0]], [1, 0], 10)[-1],
        (89, 55),
        None,
        SOURCE,
    ),
    KnownAnswer(
        "la-m4-pagerank",
        "four pages",
        lambda: 4 * pagerank(LINK_GRAPH.values).ranks,
        (1.49, 0.78, 1.58, 0.15),
        5e-3,
        SOURCE,
    ),
]
