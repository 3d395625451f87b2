"""Secants, tangents, tangent planes and local models."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    HIMMELBLAU,
    LocalModel,
    Quadratic,
    ScalarField,
    Tangent,
    local_model,
    secant,
    tangent_line,
    tangent_plane,
)

BOWL = ScalarField(lambda x, y: x**2 + y**2, lambda x, y: (2 * x, 2 * y))


def test_the_secant_swings_into_the_tangent():
    lines = [secant(lambda t: t**2, 3, h) for h in (1, 0.1, 1e-6)]
    np.testing.assert_allclose([line.slope for line in lines], [7, 6.1, 6.000001], rtol=1e-9)
    tangent = tangent_line(lambda t: t**2, 3)
    assert tangent.slope == pytest.approx(6, abs=1e-9)
    assert (tangent.x, tangent.y) == (3, 9)
    assert lines[0](4) == 16 and lines[0](3) == 9


def test_a_line_knows_its_intercept_and_where_it_meets_the_axis():
    line = Tangent(3, 9, 6)
    assert line.intercept == -9
    assert line.root == 1.5
    np.testing.assert_array_equal(line(np.array([0, 1.5, 3])), [-9, 0, 9])
    with pytest.raises(ValueError, match="slope must not be zero"):
        _ = Tangent(0, 1, 0).root


def test_a_given_derivative_is_used():
    assert tangent_line(abs, 2, lambda x: 17.0).slope == 17


def test_far_out_the_tangent_s_step_grows_with_x():
    assert tangent_line(lambda x: x**2, 1e8).slope == pytest.approx(2e8, rel=1e-8)


def test_the_tangent_plane_of_a_bowl():
    plane = tangent_plane(BOWL, [1, 2])
    np.testing.assert_array_equal(plane.point, [1, 2])
    assert plane(1, 2) == plane.height == 5
    assert plane(0, 0) == -5
    assert plane(2, 2) == 7 and plane(1, 3) == 9
    np.testing.assert_array_equal(plane.spanning, [[1, 0, 2], [0, 1, 4]])
    np.testing.assert_array_equal(plane.normal, [-2, -4, 1])
    np.testing.assert_array_equal(plane.spanning @ plane.normal, [0, 0])
    X, Y = np.meshgrid([0, 1], [0, 1, 2])
    np.testing.assert_array_equal(plane(X, Y), 5 + 2 * (X - 1) + 4 * (Y - 2))


@given(st.floats(-3, 3), st.floats(-3, 3))
@settings(deadline=None, max_examples=30)
def test_the_plane_s_error_falls_with_the_square_and_the_model_s_with_the_cube(x, y):
    plane, model = tangent_plane(HIMMELBLAU, [x, y]), local_model(HIMMELBLAU, [x, y])
    u, h = np.array([0.6, 0.8]), np.array([1e-2, 1e-1])
    near = np.array([x, y]) + h[:, None] * u
    truth = HIMMELBLAU(*near.T)
    flat, curved = np.abs(plane(*near.T) - truth), np.abs(model(*near.T) - truth)
    curvature = abs(u @ HIMMELBLAU.hessian([x, y]) @ u) / 2
    np.testing.assert_allclose(flat, curvature * h**2, atol=float(100 * h[1] ** 3))
    assert (curved <= 100 * h**3 + 1e-9).all()


def test_the_local_model_of_a_quadratic_is_itself():
    bowl = Quadratic([[2, 1], [1, 3]], [1, -1], 4)
    model = local_model(bowl, [5, 2])
    X, Y = np.meshgrid([0, 1.0, 2], [3, -1.0])
    np.testing.assert_allclose(model(X, Y), bowl(X, Y))
    np.testing.assert_allclose(model.landing, [1, -1])
    np.testing.assert_allclose(model.bowl.center, [1, -1])
    np.testing.assert_array_equal(model.bowl.H, bowl.H)
    assert model.bowl.level == pytest.approx(4)
    assert model.height == bowl.value([5, 2])
    np.testing.assert_array_equal(model.point, [5, 2])
    np.testing.assert_array_equal(model.gradient, bowl.gradient([5, 2]))
    assert not model.is_singular


def test_the_model_at_its_own_point():
    model = LocalModel(np.zeros(2), 3.0, np.array([1.0, 2]), np.array([[2.0, 0], [0, 4]]))
    assert model(0, 0) == 3
    assert model(1, 1) == 3 + 3 + 3
    assert model(-1, 2) == 3 + 3 + 9


@pytest.mark.parametrize(
    "H", [np.zeros((2, 2)), np.array([[1.0, 1], [1, 1]]), np.array([[1.0, 0], [0, 1e-13]])]
)
def test_a_trough_has_no_one_place_to_land(H):
    model = LocalModel(np.zeros(2), 0.0, np.ones(2), H)
    assert model.is_singular
    for ask in (lambda: model.landing, lambda: model.bowl):
        with pytest.raises(ValueError, match="singular"):
            ask()


def test_a_flat_but_regular_model_lands():
    assert not LocalModel(np.zeros(2), 0.0, np.ones(2), np.diag([1.0, 1e-11])).is_singular
    np.testing.assert_allclose(LocalModel(np.zeros(1), 0.0, np.ones(1), np.array([[1e-20]])).landing, [-1e20])


@pytest.mark.parametrize(
    "call",
    [
        lambda: secant(abs, 1, 0),
        lambda: tangent_line(np.log, 0),
        lambda: tangent_line(abs, np.inf),
        lambda: tangent_line(abs, 1, lambda x: np.nan),
        lambda: tangent_plane(BOWL, [1, 2, 3]),
        lambda: tangent_plane(ScalarField(lambda x, y: np.inf), [1, 2]),
        lambda: local_model(BOWL, []),
        lambda: local_model(ScalarField(lambda x: np.nan), [1]),
        lambda: local_model(BOWL, [1, 2])(1),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
