"""The cases of linear algebra, at the largest size that a lecture or a slider uses."""

from collections.abc import Callable

import numpy as np

from benchmarks.mathematics.timing import EVALUATION, SIMULATION, Case
from mathviz import linear_algebra as la
from mathviz.datasets import LINK_GRAPH, TRUTH_TABLE, digits, iris

Named = tuple[str, str, Callable[[], object]]


def simulations(rng: np.random.Generator) -> list[Named]:
    """Name, size and call of each simulation and of each fit to a data set."""
    pictures = digits().values
    compressed = la.pca(pictures)
    weather = [[0.9, 0.5], [0.1, 0.5]]
    web = (rng.random((50, 50)) < 0.1).astype(float)
    return [
        ("barnsley_fern", "20,000 points", lambda: la.barnsley_fern(20_000, rng)),
        ("random_walk", "2,000 × 100", lambda: la.random_walk(weather, 0, 2000, 100, rng)),
        ("pagerank", "50 pages", lambda: la.pagerank(web)),
        ("pca", "digits", lambda: la.pca(pictures)),
        ("PCA.reconstruct", "digits, k = 29", lambda: compressed.reconstruct(29)),
        ("separate", "iris", lambda: la.separate(iris().values, iris().target == 1)),
    ]


def evaluations(rng: np.random.Generator) -> list[Named]:
    """Name, size and call of each evaluation."""
    A, b = rng.normal(size=(6, 6)), rng.normal(size=6)
    plane = la.LinearMap([[2, 1], [1, 2]])
    cloud = rng.normal(size=(2000, 2))
    circle = np.linspace(0, 2 * np.pi, 720)
    arrows, corners = la.unit_directions(240), la.unit_directions(1000)
    step = la.AddMultiple(1, 0, -0.5)
    area, found = la.characteristic_polynomial(plane), la.eigen(plane)
    digit = digits().values[0].reshape(8, 8)
    bits, picture = TRUTH_TABLE.values[:, :2], la.layers(digits().values[0].reshape(8, 8))
    defective = np.eye(4) + np.eye(4, k=1)
    chain = rng.random((10, 10))
    chain /= chain.sum(axis=0)
    return [
        ("solution_set", "6 × 6", lambda: la.solution_set(A, b)),
        ("is_singular", "6 × 6", lambda: la.is_singular(A)),
        ("line_points", "720", lambda: la.line_points(1, 2, 3, circle)),
        ("dependence", "6 × 6", lambda: la.dependence(A)),
        ("diagonal_rule", "3 × 3", lambda: la.diagonal_rule(A[:3, :3]).value),
        ("polygon_area", "1,000 corners", lambda: la.polygon_area(corners)),
        ("row operation", "6 × 6", lambda: step.apply(A)),
        ("row_echelon", "6 × 6", lambda: la.row_echelon(A)),
        ("rref", "6 × 6", lambda: la.rref(A)),
        ("gaussian_elimination", "6 × 6", lambda: la.gaussian_elimination(A, b)),
        ("invert", "4 × 4", lambda: la.invert(A[:4, :4])),
        ("null_space, image_basis", "6 × 6", lambda: (la.null_space(A), la.image_basis(A))),
        ("layers", "8 × 8", lambda: la.layers(digit)),
        ("Layers.first", "8 × 8", lambda: picture.first(3)),
        ("unit_ball", "240 points", lambda: la.unit_ball(3)),
        ("angle_between", "64", lambda: la.angle_between(digit.ravel(), digit.ravel() + 1)),
        ("cosine_similarity", "64", lambda: la.cosine_similarity(digit.ravel(), digit.ravel() + 1)),
        ("shadow", "2", lambda: la.shadow([3, 1], onto=[2, 4]).across),
        ("matrix_times_vector", "6 × 6", lambda: la.matrix_times_vector(A, b).path),
        ("LinearMap of points", "2,000", lambda: plane(cloud)),
        ("LinearMap.in_basis", "2 × 2", lambda: plane.in_basis([[1, 1], [1, -1]])),
        (
            "the standard moves",
            "2 × 2",
            lambda: (la.rotation(1), la.shear(1), la.reflection(1), la.scaling(2, 3), la.projection([1, 1])),
        ),
        ("check_linearity", "10 samples", lambda: la.check_linearity(plane, cloud[:10])),
        ("AffineMap.fixed_point", "2 × 2", lambda: la.FERN_MAPS[1].fixed_point),
        ("linear_layer", "2,000 × 2, 6 neurons", lambda: la.linear_layer(cloud, A[:2], b)),
        ("perceptron", "2,000 × 2", lambda: la.perceptron(cloud, [1, 1], 0.5)),
        ("separate", "4 × 2", lambda: la.separate(bits, TRUTH_TABLE["xor"])),
        ("eigen, symmetric", "6 × 6", lambda: la.eigen(A + A.T)),
        ("eigen, any", "6 × 6", lambda: la.eigen(A)),
        ("eigen, defective", "4 × 4", lambda: la.eigen(defective)),
        ("EigenDecomposition.parts", "2 × 2", lambda: found.parts([1, 0], rounds=5)),
        ("turning_angle", "720 angles", lambda: la.turning_angle(plane, circle)),
        ("characteristic_polynomial", "6 × 6", lambda: la.characteristic_polynomial(A)),
        ("det(A − λI)", "720 values", lambda: area(circle)),
        ("power_iteration", "240 × 30", lambda: la.power_iteration(plane, arrows, 30)),
        ("iterate", "6, 100 steps", lambda: la.iterate(A / 10, b, 100)),
        ("covariance_matrix", "2,000 × 2", lambda: la.covariance_matrix(cloud)),
        ("project_data", "2,000 × 2", lambda: la.project_data(cloud, la.rotation(1)).shadows),
        ("pca", "2,000 × 2", lambda: la.pca(cloud)),
        ("variance_along", "720 angles", lambda: la.variance_along([[2.5, 2], [2, 2.5]], circle)),
        ("stationary", "10 states", lambda: la.stationary(chain)),
        ("pagerank", "4 pages", lambda: la.pagerank(LINK_GRAPH.values)),
    ]


def cases() -> list[Case]:
    """All of them, with their limits."""
    rng = np.random.default_rng(0)
    return [
        Case(name, size, limit, call)
        for limit, some in ((SIMULATION, simulations(rng)), (EVALUATION, evaluations(rng)))
        for name, size, call in some
    ]
