"""The characteristic polynomial: the area factor of A − λI, which is zero exactly at the eigenvalues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, vector_or_number

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["CharacteristicPolynomial", "characteristic_polynomial"]


@dataclass(frozen=True, eq=False)
class CharacteristicPolynomial:
    """The polynomial whose roots are the eigenvalues of ``matrix`` (n, n).

    ``coefficients`` (n + 1,) are those of det(λI − A), highest power first, so the first is 1, as printed on
    the page: λ² − 4λ + 3. Called at λ, the record gives det(A − λI), the signed area factor on the screen;
    both agree when n is even and differ in sign when n is odd.
    """

    matrix: Float[np.ndarray, "n n"]
    coefficients: Float[np.ndarray, " n+1"]

    def __call__(self, eigenvalue: ArrayLike) -> Float[np.ndarray, "*k"]:
        """det(A − λI) at one λ or at a vector of them (k,), by LU. O(k n^3)."""
        values = vector_or_number("eigenvalue", eigenvalue)
        shifted = self.matrix - values[:, None, None] * np.eye(len(self.matrix))
        return frozen(np.linalg.det(shifted).reshape(np.shape(eigenvalue)))

    @property
    def trace(self) -> float:
        """The sum of the eigenvalues, minus the second coefficient."""
        return float(-self.coefficients[1])

    @property
    def det(self) -> float:
        """The product of the eigenvalues, the last coefficient with the sign (−1)^n."""
        return float(self.coefficients[-1] * (-1) ** len(self.matrix))


def characteristic_polynomial(A: ArrayLike) -> CharacteristicPolynomial:
    """The characteristic polynomial of a square matrix A (n, n).

    The recursion of Faddeev and Le Verrier needs no eigenvalues and is exact for small whole numbers
    (Gantmacher, The Theory of Matrices, volume 1, chapter IV, section 5). O(n^4).

    >>> p = characteristic_polynomial([[2, 1], [1, 2]])
    >>> p.coefficients
    array([ 1., -4.,  3.])
    >>> p([0, 1, 2, 3])
    array([ 3.,  0., -1.,  0.])
    """
    A = matrix("A", A, square=True)
    n = len(A)
    coefficients = np.ones(n + 1)
    M = np.eye(n)
    for k in range(1, n + 1):
        AM = A @ M
        coefficients[k] = -np.trace(AM) / k
        M = AM + coefficients[k] * np.eye(n)
    return CharacteristicPolynomial(A, frozen(coefficients))
