"""Linear algebra for machine learning: systems, elimination, maps, determinants, eigenvectors."""

from mathviz.linear_algebra.characteristic import CharacteristicPolynomial, characteristic_polynomial
from mathviz.linear_algebra.eigen import EigenDecomposition, EigenOutcome, Eigenspace, eigen
from mathviz.linear_algebra.iteration import IterationOutcome, PowerIteration, iterate, power_iteration
from mathviz.linear_algebra.maps import LinearMap, turning_angle, unit_directions

__all__ = [
    "CharacteristicPolynomial",
    "EigenDecomposition",
    "EigenOutcome",
    "Eigenspace",
    "IterationOutcome",
    "LinearMap",
    "PowerIteration",
    "characteristic_polynomial",
    "eigen",
    "iterate",
    "power_iteration",
    "turning_angle",
    "unit_directions",
]
