"""The shapes in signatures are checked while tests run, and the check can fail."""

import numpy as np
import pytest
from beartype.roar import BeartypeCallHintViolation
from jaxtyping import Float, TypeCheckError, jaxtyped

from mathviz.linear_algebra import eigen
from tests.shapes import checked


def test_the_mathematics_runs_under_the_check():
    assert hasattr(eigen, "__wrapped__"), "the import hook did not reach mathviz.linear_algebra"


def test_a_wrong_shape_is_caught():
    @jaxtyped(typechecker=checked)
    def transpose(A: Float[np.ndarray, "m n"]) -> Float[np.ndarray, "n m"]:
        return A

    with pytest.raises((TypeCheckError, BeartypeCallHintViolation)):
        transpose(np.zeros((2, 3)))
