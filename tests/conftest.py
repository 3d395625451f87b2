"""For all tests: the shapes in the mathematics' signatures are checked."""

from jaxtyping import install_import_hook

import tests.shapes

MATHEMATICS = [
    "mathviz.linear_algebra",
    "mathviz.calculus",
    "mathviz.probability",
    "mathviz.datasets",
    "mathviz.ellipse",
    "mathviz.arguments",
]

install_import_hook(MATHEMATICS, f"{tests.shapes.__name__}.checked")
