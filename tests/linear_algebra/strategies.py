"""What Hypothesis draws for linear algebra: small whole numbers, whose results are known exactly."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

quick = settings(deadline=None, max_examples=40, derandomize=True)
sizes = st.integers(1, 4)
whole = st.integers(-5, 5).map(float)
angles = st.floats(-7, 7)


def matrices(rows=sizes, columns=sizes):
    return st.tuples(rows, columns).flatmap(lambda shape: arrays(float, shape, elements=whole))


def square(n=sizes):
    return n.flatmap(lambda k: arrays(float, (k, k), elements=whole))


def vectors(n):
    return arrays(float, n, elements=whole)


@st.composite
def systems(draw):
    """A (m, n) and b (m,), as often consistent as not."""
    A = draw(matrices())
    if draw(st.booleans()):
        return A, A @ draw(vectors(A.shape[1]))
    return A, draw(vectors(A.shape[0]))


@st.composite
def unimodular(draw, n):
    """A whole-number matrix with determinant one, and its inverse, both exact."""
    P, inverse = np.eye(n), np.eye(n)
    for _ in range(draw(st.integers(0, 2 * n)) if n > 1 else 0):
        i = draw(st.integers(0, n - 1))
        j = (i + draw(st.integers(1, n - 1))) % n
        k = draw(st.sampled_from([-1.0, 1.0]))
        P[i] += k * P[j]
        inverse[:, j] -= k * inverse[:, i]
    return P, inverse


@st.composite
def jordan(draw):
    """A whole-number matrix with a known Jordan form: the matrix and its (λ, algebraic, geometric)."""
    blocks = draw(st.lists(st.tuples(st.integers(-3, 3), st.integers(1, 3)), min_size=1, max_size=3))
    n = sum(size for _, size in blocks)
    J, counts, at = np.zeros((n, n)), {}, 0
    for value, size in blocks:
        J[at : at + size, at : at + size] = value * np.eye(size) + np.eye(size, k=1)
        algebraic, geometric = counts.get(value, (0, 0))
        counts[value] = (algebraic + size, geometric + 1)
        at += size
    P, inverse = draw(unimodular(n))
    return P @ J @ inverse, [(v, *counts[v]) for v in sorted(counts, reverse=True)]


@st.composite
def stochastic(draw):
    """A column-stochastic matrix with no zero, so that its chain settles."""
    k = draw(st.integers(2, 4))
    weights = draw(arrays(float, (k, k), elements=st.integers(1, 9).map(float)))
    return weights / weights.sum(axis=0)
