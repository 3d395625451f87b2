"""An ellipse is a circle stretched along two directions; its angle is that of the longer one."""

import math

import numpy as np
import pytest

from mathviz.ellipse import Ellipse

TURNED = np.array([[0.8, -0.6], [0.6, 0.8]])


def test_its_points_satisfy_its_equation_and_close_it():
    turned = Ellipse(np.array([1.0, -2.0]), np.array([3.0, 0.5]), TURNED)
    points = turned.points(9)
    along, across = ((points - turned.center) @ TURNED / turned.half_axes).T
    np.testing.assert_allclose(along, np.cos(np.arange(9) * math.pi / 4), atol=1e-12)
    np.testing.assert_allclose(across, np.sin(np.arange(9) * math.pi / 4), atol=1e-12)
    assert turned.points().shape == (181, 2)
    assert turned.angle == pytest.approx(math.atan2(0.6, 0.8))


def test_an_upright_axis_points_up():
    upright = Ellipse(np.zeros(2), np.array([2.0, 1.0]), np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert upright.angle == math.pi / 2


def test_it_needs_two_points_and_keeps_them():
    flat = Ellipse(np.zeros(2), np.array([2.0, 0.0]), np.eye(2))
    np.testing.assert_allclose(flat.points(2), [[2, 0], [2, 0]])
    with pytest.raises(ValueError, match="n must be at least 2"):
        flat.points(1)
    with pytest.raises(ValueError, match="read-only"):
        flat.points(2)[0] = 1
