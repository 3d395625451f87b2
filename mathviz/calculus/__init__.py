"""Calculus and optimisation: slopes, bowls and the paths that run down them."""

from mathviz.calculus.descent import Basins, Descent, DescentPath, basins, gradient_descent
from mathviz.calculus.differences import (
    GradientCheck,
    OneSidedSlopes,
    central_difference,
    directional_derivative,
    gradient,
    gradient_check,
    hessian,
    one_sided_slopes,
    secant_slopes,
)
from mathviz.calculus.fields import DOUBLE_WELL, HIMMELBLAU, ROSENBROCK, Objective, ScalarField
from mathviz.calculus.quadratics import Ellipse, Quadratic
from mathviz.calculus.regression import (
    LineFit,
    RegressionDescent,
    Standardised,
    error_bowl,
    fit_line,
    linear_regression_descent,
    normal_equations,
    standardise,
)

__all__ = [
    "DOUBLE_WELL",
    "HIMMELBLAU",
    "ROSENBROCK",
    "Basins",
    "Descent",
    "DescentPath",
    "Ellipse",
    "GradientCheck",
    "LineFit",
    "Objective",
    "OneSidedSlopes",
    "Quadratic",
    "RegressionDescent",
    "ScalarField",
    "Standardised",
    "basins",
    "central_difference",
    "directional_derivative",
    "error_bowl",
    "fit_line",
    "gradient",
    "gradient_check",
    "gradient_descent",
    "hessian",
    "linear_regression_descent",
    "normal_equations",
    "one_sided_slopes",
    "secant_slopes",
    "standardise",
]
