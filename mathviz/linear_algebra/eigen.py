"""Eigenvectors: the directions that a matrix does not turn, and the factors by which it stretches them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Inexact

from mathviz.arguments import count, frozen, matrix, vector
from mathviz.linear_algebra.subspaces import oriented
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["EigenDecomposition", "EigenOutcome", "Eigenspace", "eigen"]

_ROUNDING = 1e-13
"""What rounding may leave in a small matrix whose largest entry is about one."""


class EigenOutcome(Outcome):
    """Whether a matrix has a basis of eigenvectors."""

    REAL_BASIS = "There are enough eigenvectors to build every vector from them."
    COMPLEX = (
        "Some eigenvalues are complex: no real direction goes with them, because the matrix turns there."
    )
    DEFECTIVE = "A repeated eigenvalue has too few eigenvectors, so they do not reach every vector."


@dataclass(frozen=True, eq=False)
class Eigenspace:
    """All vectors that one eigenvalue stretches: A v = λ v for each v = ``basis`` @ c.

    ``value`` is real, or complex with a complex ``basis`` of shape (n, g), whose columns have length one.
    ``algebraic`` counts how often λ is a root of the characteristic polynomial.
    """

    value: float | complex
    basis: Inexact[np.ndarray, "n g"]
    algebraic: int

    @property
    def geometric(self) -> int:
        """g, the dimension of the eigenspace: 1 <= g <= ``algebraic``."""
        return int(self.basis.shape[1])


@dataclass(frozen=True, eq=False)
class EigenDecomposition:
    """The eigenvalues and eigenvectors of ``matrix`` (n, n), one eigenspace for each different eigenvalue."""

    matrix: Inexact[np.ndarray, "n n"]
    spaces: tuple[Eigenspace, ...]

    @property
    def outcome(self) -> EigenOutcome:
        """Complex if an eigenvalue is; otherwise defective if an eigenspace is too small; otherwise real."""
        if any(isinstance(space.value, complex) for space in self.spaces):
            return EigenOutcome.COMPLEX
        if any(space.geometric < space.algebraic for space in self.spaces):
            return EigenOutcome.DEFECTIVE
        return EigenOutcome.REAL_BASIS

    @cached_property
    def values(self) -> Inexact[np.ndarray, " n"]:
        """The eigenvalues, descending, each as often as it is a root; complex ones by real part, then +i."""
        return frozen(np.repeat([s.value for s in self.spaces], [s.algebraic for s in self.spaces]))

    @cached_property
    def vectors(self) -> Inexact[np.ndarray, "n k"]:
        """The independent unit eigenvectors as columns, in the order of ``values``; k < n if defective."""
        return frozen(np.hstack([space.basis for space in self.spaces]))

    @property
    def multiplicities(self) -> tuple[tuple[float | complex, int, int], ...]:
        """(λ, algebraic, geometric) for each different eigenvalue."""
        return tuple((s.value, s.algebraic, s.geometric) for s in self.spaces)

    def coordinates(self, v: ArrayLike) -> Inexact[np.ndarray, " n"]:
        """The numbers c with v = ``vectors`` @ c: v (n,) as seen in the eigenbasis. O(n^3).

        A ``ValueError`` if the eigenvectors are no basis, which ``outcome`` tells beforehand.
        """
        v = vector("v", v, length=len(self.matrix))
        if self.vectors.shape[1] < len(v):
            raise ValueError(
                f"the matrix is defective: its {self.vectors.shape[1]} eigenvectors do not span"
                f" all {len(v)} dimensions; check outcome first"
            )
        return frozen(np.linalg.solve(self.vectors, v))

    def parts(self, v: ArrayLike, rounds: int = 0) -> Inexact[np.ndarray, "n n"]:
        """A^rounds v split along the eigenvectors: row i is λᵢ^rounds cᵢ vᵢ, and the rows add up to it.

        Each round stretches each part by its own eigenvalue, nothing else (Strang, 5th ed., section 6.2).

        >>> eigen([[2, 1], [1, 2]]).parts([1, 0], rounds=5)
        array([[121.5, 121.5], [  0.5,  -0.5]])
        """
        factors = self.values ** count("rounds", rounds, at_least=0)
        return frozen((factors * self.coordinates(v))[:, None] * self.vectors.T)


def eigen(A: ArrayLike) -> EigenDecomposition:
    """The eigenvalues and eigenvectors of a square real matrix A (n, n).

    Values descend; vectors have length one and their largest entry positive. Repeated, defective and
    complex cases are results with an ``outcome``: an eigenvalue within rounding of a repeated one counts as
    repeated, because A is then within rounding of a matrix that has it so. The eigenvectors of a symmetric
    matrix are orthonormal. O(n^3) for a symmetric matrix or different eigenvalues.

    Source: Strang, Introduction to Linear Algebra, 5th ed., sections 6.1 and 6.4; for the mean of a cluster,
    Golub and Van Loan, Matrix Computations, 4th ed., section 7.6.5.

    >>> found = eigen([[2, 1], [1, 2]])
    >>> found.values
    array([3., 1.])
    >>> found.vectors * np.sqrt(2)
    array([[ 1.,  1.], [ 1., -1.]])
    >>> eigen([[1, 1], [0, 1]]).outcome.sentence
    'A repeated eigenvalue has too few eigenvectors, so they do not reach every vector.'
    """
    A = matrix("A", A, square=True)
    # A power of two changes no digit: from here on the largest entry is about one, whatever the units.
    unit = 2.0 ** float(np.frexp(np.abs(A).max())[1])
    B = A / unit
    symmetric = np.abs(B - B.T).max() <= _ROUNDING
    spaces = _symmetric_spaces(B) if symmetric else [_eigenspace(B, *cluster) for cluster in _clusters(B)]
    spaces = [Eigenspace(space.value * unit, space.basis, space.algebraic) for space in spaces]
    return EigenDecomposition(A, tuple(sorted(spaces, key=lambda s: (-s.value.real, -s.value.imag))))


def _symmetric_spaces(B: np.ndarray) -> list[Eigenspace]:
    values, vectors = np.linalg.eigh(-B)  # ascending, so that those of B descend
    values = 0.0 - values
    starts = np.flatnonzero(np.diff(values, prepend=np.inf) < -_ROUNDING)
    groups = np.split(np.arange(len(values)), starts[1:])
    return [Eigenspace(float(values[g].mean()), oriented(vectors[:, g]), len(g)) for g in groups]


def _clusters(B: np.ndarray) -> list[tuple[complex, int]]:
    """The different eigenvalues with their algebraic multiplicities.

    Rounding scatters an m-fold defective eigenvalue over a circle of radius about ε^(1/m), whose centre
    stays exact. So take the largest group that fits into such a circle, in which each member is so sensitive
    to rounding that it may be the centre, and whose centre really is an eigenvalue of B.
    """
    from scipy.linalg import eig

    values, left, right = eig(B, left=True, right=True)
    with np.errstate(divide="ignore", over="ignore"):  # a defective eigenvalue is infinitely sensitive
        sensitivities = 1 / np.abs(np.sum(left.conj() * right, axis=0))
    todo = list(zip(values.tolist(), (_ROUNDING * sensitivities).tolist(), strict=True))
    clusters = []
    while todo:
        near = sorted(todo, key=lambda member: abs(member[0] - todo[0][0]))
        m = next((m for m in range(len(near), 1, -1) if _may_be_one(B, near[:m])), 1)
        todo = near[m:]
        centre = _centre(near[:m])
        clusters.append((complex(centre.real) if abs(centre.imag) <= _ROUNDING else centre, m))
    return clusters


def _centre(group: list[tuple[complex, float]]) -> complex:
    return complex(np.mean([value for value, _ in group]))


def _may_be_one(B: np.ndarray, group: list[tuple[complex, float]]) -> bool:
    centre, radius = _centre(group), _ROUNDING ** (1 / len(group))
    near = all(abs(value - centre) <= min(blur, radius) for value, blur in group)
    return near and _nullity(B, centre) > 0


def _shifted(B: np.ndarray, value: complex) -> np.ndarray:
    return frozen(B - (value if value.imag else value.real) * np.eye(len(B)))


def _nullity(B: np.ndarray, value: complex) -> int:
    sizes = np.linalg.svd(_shifted(B, value), compute_uv=False)
    return int(np.sum(sizes <= _ROUNDING))


def _eigenspace(B: np.ndarray, value: complex, algebraic: int) -> Eigenspace:
    # A lone eigenvalue has exactly one eigenvector, however ill-conditioned it is.
    dimension = min(algebraic, max(1, _nullity(B, value)))
    rows = np.linalg.svd(_shifted(B, value))[2]
    basis = oriented(rows[-dimension:].conj().T)
    return Eigenspace(value if value.imag else value.real, basis, algebraic)
