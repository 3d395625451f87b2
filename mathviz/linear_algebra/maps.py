"""A matrix as a map: it moves every point of space, and it keeps lines straight and the origin still.

Source: Strang, Introduction to Linear Algebra, 5th ed., sections 8.1 to 8.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, number, vector, vector_or_number

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike

__all__ = ["LinearMap", "turning_angle", "unit_directions"]


@dataclass(frozen=True, eq=False)
class LinearMap:
    """The map x -> A x from n-dimensional to m-dimensional space.

    ``matrix`` has shape (m, n); its columns are where the basis vectors land (Strang, Introduction to
    Linear Algebra, 5th ed., section 8.2). A map can stand wherever a function asks for a matrix.

    >>> shear = LinearMap([[1, 1], [0, 1]])
    >>> shear([[0, 1], [1, 1]])
    array([[1., 1.], [2., 1.]])
    >>> (shear @ shear).matrix
    array([[1., 2.], [0., 1.]])
    """

    matrix: Float[np.ndarray, "m n"]

    def __init__(self, matrix_: ArrayLike, /) -> None:
        """Take any real matrix, shape (m, n)."""
        object.__setattr__(self, "matrix", matrix("matrix", matrix_))

    @classmethod
    def from_images(cls, images: ArrayLike) -> LinearMap:
        """The map that sends basis vector k to row k of ``images`` (n, m), which becomes column k.

        >>> LinearMap.from_images([[3, -1], [2, 3]]).matrix
        array([[ 3.,  2.], [-1.,  3.]])
        """
        return cls(matrix("images", images).T)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> np.ndarray:
        """The matrix itself, so that NumPy takes a map for a matrix."""
        return np.array(self.matrix, dtype=dtype, copy=copy)

    @property
    def shape(self) -> tuple[int, int]:
        """(m, n): from n dimensions to m dimensions."""
        rows, columns = self.matrix.shape
        return rows, columns

    @property
    def det(self) -> float:
        """The factor by which the map scales signed area (or volume); the map must be square. O(n^3)."""
        return float(np.linalg.det(matrix("matrix", self.matrix, square=True)))

    @property
    def rank(self) -> int:
        """The dimension of the image: how much of space survives, by SVD with NumPy's tolerance."""
        return int(np.linalg.matrix_rank(self.matrix))

    def __call__(self, points: ArrayLike) -> Float[np.ndarray, "*k m"]:
        """Where the points land: (n,) to (m,), or one point a row, (k, n) to (k, m). O(k m n)."""
        n = self.matrix.shape[1]
        if np.ndim(points) == 1:
            return frozen(self.matrix @ vector("points", points, length=n))
        return frozen(matrix("points", points, columns=n) @ self.matrix.T)

    def __matmul__(self, first: LinearMap) -> LinearMap:
        """This map after ``first``: ``(self @ first)(x) == self(first(x))``. O(m k n)."""
        if self.shape[1] != first.shape[0]:
            raise ValueError(
                f"the inner dimensions must agree: got {self.shape} after {first.shape};"
                f" the first map must give {self.shape[1]} numbers"
            )
        return LinearMap(self.matrix @ first.matrix)

    def __pow__(self, times: int) -> LinearMap:
        """The map applied ``times`` times, a whole number from zero (the identity). O(n^3 log times)."""
        times = count("times", times, at_least=0)
        return LinearMap(np.linalg.matrix_power(matrix("matrix", self.matrix, square=True), times))

    def shifted(self, eigenvalue: float) -> LinearMap:
        """A − λI, the map that sends v to zero exactly when A v = λ v."""
        square = matrix("matrix", self.matrix, square=True)
        return LinearMap(square - number("eigenvalue", eigenvalue) * np.eye(len(square)))

    def in_basis(self, basis: ArrayLike) -> LinearMap:
        """The same move described in another basis P, the columns of ``basis`` (n, n): P⁻¹ A P. O(n^3).

        In a basis of eigenvectors it is diagonal: pure stretching (Strang, 5th ed., section 8.3).
        """
        square = matrix("matrix", self.matrix, square=True)
        P = matrix("basis", basis, rows=len(square), columns=len(square))
        if np.linalg.matrix_rank(P) < len(P):
            raise ValueError("basis must have independent columns; these do not reach every direction")
        return LinearMap(np.linalg.solve(P, square @ P))

    def partway(self, t: float) -> LinearMap:
        """(1 − t) I + t A: every point on its straight way from x (t = 0) to A x (t = 1)."""
        square = matrix("matrix", self.matrix, square=True)
        t = number("t", t)
        return LinearMap((1 - t) * np.eye(len(square)) + t * square)


def unit_directions(number_of_arrows: int, *, first: float = 0.0) -> Float[np.ndarray, "k 2"]:
    """Unit vectors evenly around the circle, one a row, from the angle ``first`` in radians. O(k).

    >>> unit_directions(4).round(12) + 0.0
    array([[ 1.,  0.], [ 0.,  1.], [-1.,  0.], [ 0., -1.]])
    """
    k = count("number_of_arrows", number_of_arrows)
    angles = number("first", first) + 2 * np.pi * np.arange(k) / k
    return frozen(np.column_stack([np.cos(angles), np.sin(angles)]))


def turning_angle(A: ArrayLike, theta: ArrayLike) -> Float[np.ndarray, "*k"]:
    """How far A (2, 2) turns the direction at each angle ``theta``, in radians, counter-clockwise positive.

    ``theta`` is one angle or a vector of angles (k,); the result has its shape and lies in (−π, π]. It is 0
    on an eigenvector with a positive eigenvalue and π on one with a negative eigenvalue. A direction that A
    sends to zero is an eigenvector too (λ = 0) and has not left its line: its turn is 0 by convention.
    O(k).

    >>> np.degrees(turning_angle([[2, 1], [1, 2]], np.radians([45, 135, 0]))).round(3) + 0.0
    array([ 0.   ,  0.   , 26.565])
    """
    A = matrix("A", A, rows=2, columns=2)
    angles = vector_or_number("theta", theta).reshape(np.shape(theta))
    x, y = np.cos(angles), np.sin(angles)
    image_x, image_y = A[0, 0] * x + A[0, 1] * y, A[1, 0] * x + A[1, 1] * y
    along, across = x * image_x + y * image_y, x * image_y - y * image_x
    rounding = 1e-15 * np.abs(A).max()  # what is left where the exact value is zero
    across = np.where(np.abs(across) <= rounding, 0.0, across)
    along = np.where((across == 0) & (np.abs(along) <= rounding), 1.0, along)
    return frozen(np.asarray(np.arctan2(across, along)))
