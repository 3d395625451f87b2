"""The binomial tail: exact, by the bell, and by the bell from half a head lower."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.normal_approximation import heads_at_least


@given(st.integers(1, 200), st.data())
@settings(deadline=None, max_examples=50)
def test_the_three_tails(n, data):
    heads, p = data.draw(st.integers(0, n)), data.draw(st.floats(0.01, 0.99))
    tail = heads_at_least(heads, n, p)
    bell = scipy.stats.norm(n * p, math.sqrt(n * p * (1 - p)))
    assert (tail.heads, tail.n, tail.p) == (heads, n, p)
    assert (tail.mean, tail.standard_deviation) == pytest.approx((bell.mean(), bell.std()))
    exactly = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    np.testing.assert_allclose(tail.pmf, exactly, rtol=1e-9, atol=1e-200)
    assert tail.exact == pytest.approx(tail.pmf[heads:].sum(), rel=1e-9, abs=1e-200)
    assert tail.normal == pytest.approx(bell.sf(heads))
    assert tail.corrected == pytest.approx(bell.sf(heads - 0.5))


def test_the_default_coin_is_fair_and_the_correction_brings_the_bell_closer():
    tail = heads_at_least(60, 100)
    assert tail.p == 0.5
    assert abs(tail.corrected - tail.exact) < abs(tail.normal - tail.exact) / 10


@pytest.mark.parametrize(
    "heads, n, p, named",
    [
        (-1, 10, 0.5, "heads"),
        (11, 10, 0.5, "heads"),
        (0, 0, 0.5, "n"),
        (1, 2, 0.0, "p"),
        (1, 2, 1.0, "p"),
        (1, 2, 1.5, "p"),
    ],
)
def test_refuses(heads, n, p, named):
    with pytest.raises(ValueError, match=rf"^{named} must"):
        heads_at_least(heads, n, p)
