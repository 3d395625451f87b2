"""Newton's method."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import newton as scipy_newton

from mathviz.calculus import (
    HIMMELBLAU,
    ROSENBROCK,
    Newton,
    Quadratic,
    ScalarField,
    newton_root,
    newtons_method,
)

EXP_LOG = ScalarField(
    lambda x: np.exp(x) - np.log(x), lambda x: np.exp(x) - 1 / x, lambda x: np.exp(x) + 1 / x**2
)
QUARTIC = ScalarField(lambda x: x**4, lambda x: 4 * x**3, lambda x: 12 * x**2)


def square_minus_two(start, steps):
    return newton_root(lambda x: x**2 - 2, lambda x: 2 * x, start, steps=steps)


def test_the_correct_digits_double():
    digits = square_minus_two(1.5, 3).correct_digits(math.sqrt(2))
    ratios = digits[1:] / digits[:-1]
    assert (ratios[1:] > 1.9).all()
    np.testing.assert_allclose(digits[0], -math.log10(1.5 - math.sqrt(2)))
    np.testing.assert_allclose(square_minus_two(1.5, 8).correct_digits(math.sqrt(2))[-1], 16, atol=0.4)


@given(st.floats(0.3, 5))
@settings(deadline=None, max_examples=40)
def test_the_root_is_scipy_s_and_the_error_squares(start):
    path = newton_root(lambda x: x**3 - 2, lambda x: 3 * x**2, start, steps=30)
    root = scipy_newton(lambda x: x**3 - 2, start, fprime=lambda x: 3 * x**2, maxiter=100)
    assert path.outcome is Newton.CONVERGED
    assert path.guesses[-1] == pytest.approx(root, rel=1e-12)
    errors = np.abs(path.guesses - 2 ** (1 / 3))
    near = (errors[:-1] < 0.1) & (errors[:-1] > 1e-6)
    # e' / e² tends to f'' / 2f' = 1 / root: Süli and Mayers, theorem 1.8.
    np.testing.assert_allclose(errors[1:][near] / errors[:-1][near] ** 2, 2 ** (-1 / 3), rtol=0.15)


def test_each_tangent_meets_the_axis_at_the_next_guess():
    path = square_minus_two(3, 4)
    np.testing.assert_allclose([t.root for t in path.tangents[:-1]], path.guesses[1:])
    np.testing.assert_allclose(path.values, path.guesses**2 - 2)
    np.testing.assert_allclose(path.slopes, 2 * path.guesses)
    assert len(path) == 4 and len(path.tangents) == 5


@pytest.mark.parametrize(
    ("f", "df", "start", "steps", "outcome", "taken"),
    [
        (lambda x: x**2 - 2, lambda x: 2 * x, 0, 5, Newton.FLAT, 0),
        (lambda x: x**3 - 2 * x + 2, lambda x: 3 * x**2 - 2, 0, 6, Newton.CYCLE, 6),
        (np.cbrt, lambda x: np.cbrt(x) / (3 * x), 1, 6, Newton.DIVERGED, 6),
        (np.log, lambda x: 1 / x, 3, 5, Newton.LEFT_DOMAIN, 0),
        (lambda x: x**0.5, lambda x: 0.5 * x**-0.5, 1, 5, Newton.LEFT_DOMAIN, 0),
        (lambda x: x**2, lambda x: 2 * x, 1, 5, Newton.UNFINISHED, 5),
        (lambda x: x**2, lambda x: 2 * x, 0, 3, Newton.CONVERGED, 3),
        (lambda x: x, lambda x: 1, 4, 2, Newton.CONVERGED, 2),
        (lambda x: x, lambda x: 1, 4, 1, Newton.UNFINISHED, 1),
        (lambda x: x**2 + 1, lambda x: 2 * x, 1, 1, Newton.UNFINISHED, 1),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_how_a_search_for_a_root_ends(f, df, start, steps, outcome, taken):
    path = newton_root(f, df, start, steps=steps)
    assert path.outcome is outcome
    assert len(path) == taken
    assert np.isfinite(path.guesses).all()


def test_a_search_that_grows_towards_a_root_has_not_diverged():
    # From 0.1 on 1/x − 1 the steps first grow while the curve comes down: not divergence.
    path = newton_root(lambda x: 1 / x - 1, lambda x: -1 / x**2, 0.1, steps=2)
    assert path.outcome is Newton.UNFINISHED
    assert abs(path.guesses[2] - path.guesses[1]) > abs(path.guesses[1] - path.guesses[0])


def test_divergence_compares_the_end_with_the_start():
    # Steps of 2 and 10, away from zero at first and back in part: heights 2, 10, 5.
    heights = {0: 2.0, 2: 10.0, 12: 5.0}
    assert newton_root(lambda x: heights[x], lambda x: -1, 0, steps=2).outcome is Newton.DIVERGED
    field = ScalarField(lambda x: 0 * x, lambda x: heights[x], lambda x: -1)
    assert newtons_method(field, 0, steps=2).outcome is Newton.DIVERGED


def test_a_double_root_is_reached_by_halves():
    path = newton_root(lambda x: x**2, lambda x: 2 * x, 1, steps=5)
    np.testing.assert_array_equal(path.guesses, 0.5 ** np.arange(6))


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_on_a_bowl_one_step_is_enough(seed, n):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, n))
    bowl = Quadratic(A @ A.T + np.eye(n), rng.normal(size=n), 2.0)
    path = newtons_method(bowl, rng.normal(size=n), steps=2)
    np.testing.assert_allclose(path.points[1], bowl.center, atol=1e-9)
    assert path.outcome is Newton.MINIMUM
    assert path.values[-1] == pytest.approx(2)


def test_the_record_of_newton_on_rosenbrock():
    path = newtons_method(ROSENBROCK, (-1.2, 1), steps=7)
    assert path.outcome is Newton.MINIMUM
    assert len(path) == 7 and len(path.models) == 8
    for model, following in zip(path.models, path.points[1:], strict=False):
        np.testing.assert_allclose(model.landing, following, rtol=1e-12)
    for k, point in enumerate(path.points):
        assert path.values[k] == ROSENBROCK.value(point)
        np.testing.assert_array_equal(path.gradients[k], ROSENBROCK.gradient(point))
        np.testing.assert_array_equal(path.models[k].hessian, ROSENBROCK.hessian(point))
    np.testing.assert_allclose(path.at(0.5), (path.points[0] + path.points[1]) / 2)
    assert path.objective is ROSENBROCK


def test_newton_beats_descent_on_a_curve():
    path = newtons_method(EXP_LOG, 0.05, steps=12)
    assert path.outcome is Newton.MINIMUM
    np.testing.assert_allclose(np.exp(path.end), 1 / path.end)


@pytest.mark.parametrize(
    ("field", "start", "steps", "outcome", "taken"),
    [
        (Quadratic([[2, 0], [0, -2]]), [1, 1], 2, Newton.SADDLE, 2),
        (Quadratic([[-2]]), [1], 2, Newton.MAXIMUM, 2),
        (HIMMELBLAU, [-0.3, -0.9], 5, Newton.MAXIMUM, 5),
        (Quadratic([[1, 1], [1, 1]]), [1, 0], 2, Newton.SINGULAR_HESSIAN, 0),
        (Quadratic([[1, 1], [1, 1]]), [1, -1], 2, Newton.INCONCLUSIVE, 2),
        (QUARTIC, [1], 80, Newton.INCONCLUSIVE, 80),
        (QUARTIC, [1], 5, Newton.UNFINISHED, 5),
        (EXP_LOG, [3], 3, Newton.UNFINISHED, 3),
        (ScalarField(np.abs, lambda x: np.cbrt(x), lambda x: np.cbrt(x) / (3 * x)), [1], 1,
         Newton.UNFINISHED, 1),
        (ScalarField(lambda x: np.log(x) - x, lambda x: 1 / x - 1, lambda x: -1 / x**2), [0.1], 2,
         Newton.UNFINISHED, 2),
        (ScalarField(lambda x: x - np.log(x), lambda x: 1 - 1 / x, lambda x: 1 / x**2), [2.5], 3,
         Newton.LEFT_DOMAIN, 0),
        (ScalarField(np.abs, lambda x: np.cbrt(x), lambda x: np.cbrt(x) / (3 * x)), [1], 5,
         Newton.DIVERGED, 5),
        (ScalarField(lambda x: x**4 / 4 - x**2 + 2 * x, lambda x: x**3 - 2 * x + 2, lambda x: 3 * x**2 - 2),
         [0], 6, Newton.CYCLE, 6),
    ],
)  # fmt: skip
def test_how_newtons_method_ends(field, start, steps, outcome, taken):
    path = newtons_method(field, start, steps=steps)
    assert path.outcome is outcome
    assert len(path) == taken


def test_a_number_may_start_a_curve():
    np.testing.assert_array_equal(newtons_method(Quadratic([[2]]), 3, steps=1).points, [[3], [0]])


def test_each_outcome_has_its_sentence():
    assert all(outcome.sentence.endswith(".") for outcome in Newton)


@pytest.mark.parametrize(
    "call",
    [
        lambda: newton_root(np.sin, np.cos, np.nan, steps=1),
        lambda: newton_root(np.sin, np.cos, 1, steps=0),
        lambda: newton_root(lambda x: np.inf, np.cos, 1, steps=1),
        lambda: newton_root(np.sin, lambda x: np.nan, 1, steps=1),
        lambda: square_minus_two(1, 1).correct_digits(np.inf),
        lambda: newtons_method(HIMMELBLAU, [1, np.inf], steps=1),
        lambda: newtons_method(HIMMELBLAU, [1, 1], steps=0),
        lambda: newtons_method(EXP_LOG, -1, steps=1),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
