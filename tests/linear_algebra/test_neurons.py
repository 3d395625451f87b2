"""One layer as a matrix product, and what one neuron can and cannot separate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.datasets import TRUTH_TABLE, iris
from mathviz.linear_algebra import SeparationOutcome, linear_layer, perceptron, separate
from tests.linear_algebra.strategies import matrices, quick, vectors

BITS = TRUTH_TABLE.values[:, :2]


@quick
@given(matrices(), st.integers(1, 3), st.data())
def test_each_output_is_a_dot_product_and_a_bias(X, h, data):
    W, b = data.draw(matrices(st.just(X.shape[1]), st.just(h))), data.draw(vectors(h))
    out = linear_layer(X, W, b)
    assert out.shape == (len(X), h)
    for i in range(len(X)):
        for j in range(h):
            assert out[i, j] == X[i] @ W[:, j] + b[j]
    np.testing.assert_array_equal(perceptron(X, W[:, 0], b[0]), (out[:, 0] > 0).astype(int))


def test_on_the_line_a_neuron_stays_silent():
    assert perceptron([[1, -1], [1, 0], [0, -1]], [1, 1], 0.0).tolist() == [0, 1, 0]


@quick
@given(
    st.integers(2, 7).flatmap(lambda m: st.tuples(matrices(st.just(m), st.just(2)), st.just(m))), st.data()
)
def test_either_a_line_separates_or_a_point_lies_between_both(drawn, data):
    X, m = drawn
    labels = np.array(
        data.draw(
            st.permutations([0, 1, *data.draw(st.lists(st.integers(0, 1), min_size=m - 2, max_size=m - 2))])
        )
    )
    found = separate(X, labels)
    if found.outcome is SeparationOutcome.SEPARABLE:
        assert found.common is None
        np.testing.assert_array_equal(perceptron(X, found.w, found.b), labels)
        margins = (X @ found.w + found.b) * (2 * labels - 1)
        assert margins.min() > 1e-9
        return
    assert found.w is None and found.b is None
    for side in (X[labels == 0], X[labels == 1]):
        assert in_hull(found.common, side)


def in_hull(point, corners):
    """Whether non-negative weights that sum to one build the point: least squares under that constraint."""
    from scipy.optimize import nnls

    _, rest = nnls(np.vstack([corners.T, np.ones(len(corners))]), np.append(point, 1.0))
    return rest < 1e-7


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_units_play_no_part(scale):
    assert separate(scale * BITS, TRUTH_TABLE["and"]).outcome is SeparationOutcome.SEPARABLE
    found = separate(scale * BITS, TRUTH_TABLE["and"])
    np.testing.assert_array_equal(perceptron(scale * BITS, found.w, found.b), TRUTH_TABLE["and"])
    np.testing.assert_allclose(separate(scale * BITS, TRUTH_TABLE["xor"]).common, [0.5 * scale] * 2)


def test_setosa_stands_apart_but_the_other_two_irises_do_not():
    table = iris()
    assert separate(table.values, table.target == 0).outcome is SeparationOutcome.SEPARABLE
    assert separate(table.values, table.target == 1).outcome is SeparationOutcome.INSEPARABLE


def test_classes_a_millionth_apart_count_as_touching():
    assert separate([[1], [1 + 1e-4]], [0, 1]).outcome is SeparationOutcome.SEPARABLE
    assert separate([[1], [1 + 1e-8]], [0, 1]).outcome is SeparationOutcome.INSEPARABLE


def test_points_at_the_origin_cannot_be_told_apart():
    found = separate([[0, 0], [0, 0]], [0, 1])
    assert found.outcome is SeparationOutcome.INSEPARABLE
    np.testing.assert_array_equal(found.common, [0, 0])


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: linear_layer([[1, 2]], [[1]], [0]), r"W must have 2 rows; got shape \(1, 1\)"),
        (lambda: linear_layer([[1, 2]], [[1], [1]], [0, 0]), r"b must have length 1; got shape \(2,\)"),
        (lambda: linear_layer([1], [[1]], [0]), "X must be a matrix"),
        (lambda: perceptron([[1, 2]], [1], 0), "w must have length 2"),
        (lambda: perceptron([[1, 2]], [1, 2], np.nan), "b must be finite"),
        (lambda: perceptron([1], [1], 0), "X must be a matrix"),
        (lambda: separate(BITS, [0, 1]), r"labels must have length 4; got shape \(2,\)"),
        (lambda: separate(BITS, [0, 0, 0, 0]), r"zeros and ones, and both of them; got \[0.0\]"),
        (lambda: separate(BITS, [0, 1, 2, 0]), r"zeros and ones, and both of them; got \[0.0, 1.0, 2.0\]"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()
