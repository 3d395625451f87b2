"""Scalar fields and the named ones."""

import numpy as np
import pytest
import sympy

from mathviz.calculus import DOUBLE_WELL, HIMMELBLAU, ROSENBROCK, Objective, Quadratic, ScalarField

x, y = sympy.symbols("x y")
NAMED = {
    "himmelblau": (HIMMELBLAU, (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (x, y)),
    "rosenbrock": (ROSENBROCK, (1 - x) ** 2 + 100 * (y - x**2) ** 2, (x, y)),
    "double well": (DOUBLE_WELL, x**4 - 3 * x**2 + x, (x,)),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_field_and_its_derivatives_are_those_of_its_formula(name):
    field, formula, variables = NAMED[name]
    for point in np.random.default_rng(0).uniform(-3, 3, (10, len(variables))):
        at = dict(zip(variables, point, strict=True))
        slopes = [float(sympy.diff(formula, v).subs(at)) for v in variables]
        curvatures = np.array(sympy.hessian(formula, variables).subs(at)).astype(float)
        assert field.value(point) == pytest.approx(float(formula.subs(at)), rel=1e-12)
        np.testing.assert_allclose(field.gradient(point), slopes, rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(field.hessian(point), curvatures, rtol=1e-10, atol=1e-10)


def test_a_field_serves_a_grid_as_it_serves_a_point():
    X, Y = np.meshgrid([0, 1, 2], [3, 4])
    grid = HIMMELBLAU(X, Y)
    assert grid.shape == (2, 3)
    assert grid[1, 2] == HIMMELBLAU.value([2, 4])


def test_without_derivatives_differences_stand_in():
    bare = ScalarField(HIMMELBLAU.f)
    np.testing.assert_allclose(bare.gradient([1, 2]), HIMMELBLAU.gradient([1, 2]), rtol=1e-8)
    np.testing.assert_allclose(bare.hessian([1, 2]), HIMMELBLAU.hessian([1, 2]), rtol=1e-5)


def test_a_curve_has_vectors_of_one():
    curve = ScalarField(lambda x: x**2, lambda x: 2 * x, lambda x: 2)
    np.testing.assert_array_equal(curve.gradient([3]), [6])
    np.testing.assert_array_equal(curve.hessian([3]), [[2]])
    assert curve.value([3]) == 9.0


def test_fields_and_quadratics_are_objectives():
    assert isinstance(HIMMELBLAU, Objective)
    assert isinstance(Quadratic([[1]]), Objective)


def test_derivatives_of_another_shape_are_refused():
    crooked = ScalarField(lambda x, y: x + y, lambda x, y: (1, 1, 1), lambda x, y: (1, 1))
    with pytest.raises(ValueError, match=r"partials must return shape \(2,\)"):
        crooked.gradient([0, 0])
    with pytest.raises(ValueError, match=r"second_partials must return shape \(2, 2\)"):
        crooked.hessian([0, 0])


@pytest.mark.parametrize("method", ["value", "gradient", "hessian"])
@pytest.mark.parametrize("point", [[], [np.nan, 1], [[1, 2]]])
def test_a_point_is_a_finite_vector(method, point):
    with pytest.raises(ValueError, match="point must"):
        getattr(HIMMELBLAU, method)(point)
