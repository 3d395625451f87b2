"""Each name of the curriculum's index has its row in docs/mathematics/, and what the row calls exists."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest
import yaml

INDEX = yaml.safe_load((Path(__file__).parent / "index.yaml").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "mathematics"
LIBRARIES = {
    "np": "numpy",
    "math": "math",
    "sympy": "sympy",
    "scipy.stats": "scipy.stats",
    "numpy.polynomial": "numpy.polynomial",
}


def table(course: str) -> list[tuple[list[str], str]]:
    """Of each row, the names and the cell with the calls."""
    rows = []
    for line in (DOCS / f"{course}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not line.startswith(("|---", "| name")):
            name, calls, _ = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
            rows.append((re.findall(r"`(\w+)`", name), calls.replace("\\|", "|")))
    return rows


class Reader:
    """Follows the calls of a table's cell through the course's package: what does each name stand for?"""

    def __init__(self, course: str) -> None:
        self.package = importlib.import_module(f"mathviz.{course}")
        self.datasets = importlib.import_module("mathviz.datasets")

    def exists(self, cell: str, names: list[str]) -> None:
        """Raise AttributeError or NameError for whatever the cell calls and nobody has."""
        owners: list[object] = []
        for code in [*re.findall(r"`([^`]+)`", cell), *(names if "the same name" in cell else [])]:
            self.owners = []
            if code.startswith("."):
                tree = ast.parse(f"_{code.replace('…', '...')}", mode="eval").body
                for owner in owners:
                    try:
                        self.follow(tree, owner)
                        break
                    except AttributeError:
                        continue
                else:
                    raise AttributeError(f"{code} belongs to nothing in {cell}")
            else:
                self.check(ast.parse(code.replace("…", "..."), mode="eval").body)
                owners += self.owners

    def check(self, tree: ast.expr) -> None:
        """Follow a call, an attribute or a name; of anything else, what it consists of."""
        if isinstance(tree, (ast.Call, ast.Attribute)) or (isinstance(tree, ast.Name) and len(tree.id) > 1):
            self.follow(tree)
        elif not isinstance(tree, (ast.Name, ast.Tuple)):
            for child in ast.iter_child_nodes(tree):
                if isinstance(child, ast.expr):
                    self.check(child)

    def follow(self, tree: ast.expr, self_is: object = None) -> object:
        """The thing that an expression names: a function, a class for one of its objects, None if unknown."""
        if isinstance(tree, ast.Name):
            if tree.id == "_":
                return self_is
            for home in (self.package, self.datasets):
                if tree.id in home.__all__:
                    thing = getattr(home, tree.id)
                    self.owners.append(thing)
                    return thing
            raise NameError(tree.id)
        if isinstance(tree, ast.Subscript):
            self.follow(tree.value, self_is)
            return None
        if isinstance(tree, ast.Attribute):
            if ast.unparse(tree) in LIBRARIES or ast.unparse(tree.value) in LIBRARIES:
                path = LIBRARIES.get(ast.unparse(tree))
                home = LIBRARIES.get(ast.unparse(tree.value))
                return (
                    importlib.import_module(path)
                    if path
                    else getattr(importlib.import_module(home), tree.attr)
                )
            owner = self.follow(tree.value, self_is)
            if owner is None or inspect.ismodule(owner):
                return owner and getattr(owner, tree.attr)
            for ancestor in getattr(owner, "__mro__", ()):
                if tree.attr in inspect.get_annotations(ancestor):
                    return self.named(inspect.get_annotations(ancestor)[tree.attr], ancestor)
            thing = inspect.getattr_static(owner, tree.attr)
            thing = getattr(thing, "__func__", thing)
            getter = getattr(thing, "fget", None) or getattr(thing, "func", None)
            return self.result(getter) if getter else thing
        if isinstance(tree, ast.Call):
            function = self.follow(tree.func, self_is)
            self.fits(function, tree)
            result = self.result(function)
            if result is not None:
                self.owners.append(result)
            return result
        raise NameError(ast.unparse(tree))

    def fits(self, function: object, call: ast.Call) -> None:
        """Raise TypeError if a function of ours does not take the arguments of this call."""
        ours = getattr(function, "__module__", "").startswith("mathviz")
        if (
            ours
            and (inspect.isfunction(function) or inspect.isclass(function))
            and "..." not in map(ast.unparse, call.args)
        ):
            method = inspect.isfunction(function) and isinstance(call.func, ast.Attribute)
            arguments = [None] * (len(call.args) + method)
            inspect.signature(function).bind(*arguments, **{k.arg: None for k in call.keywords})

    def result(self, function: object) -> object:
        """The class of what a function of ours returns, None if it is no class of ours."""
        if inspect.isclass(function):
            return function if function.__module__.startswith("mathviz") else None
        if not getattr(function, "__module__", "").startswith("mathviz"):
            return None
        if not inspect.isfunction(function):  # an object of ours that can be called
            return None
        return self.named(inspect.signature(function).return_annotation, function)

    def named(self, annotation: object, where: object) -> object:
        """The class of ours in an annotation, looked up where it was written."""
        if inspect.isclass(annotation):
            return annotation if annotation.__module__.startswith("mathviz") else None
        space = vars(importlib.import_module(where.__module__))
        for word in re.findall(r"\w+", str(annotation)):
            found = space.get(word)
            if inspect.isclass(found) and found.__module__.startswith("mathviz"):
                return found
        return None


def test_the_index_has_its_196_names():
    assert sum(len(set(names)) for names in INDEX.values()) == 196


@pytest.mark.parametrize("course", INDEX)
def test_every_name_of_the_index_has_a_row(course):
    assert set(INDEX[course]) - {name for names, _ in table(course) for name in names} == set()


@pytest.mark.parametrize(
    ("course", "names", "cell"),
    [(course, names, cell) for course in INDEX for names, cell in table(course)],
    ids=lambda value: ", ".join(value) if isinstance(value, list) else "",
)
def test_what_a_row_calls_exists(course, names, cell):
    assert "`" in cell or "the same name" in cell
    Reader(course).exists(cell, names)


MISTAKES = [
    "`eigenpairs(A)`",
    "`eigen(A).vektors`",
    "`eigen(A)`, `.vektors`",
    "`eigen(A, 3)`",
    "`pca(X, scaled=True)`",
    "`np.linalg.eigenpairs(A)`",
]


@pytest.mark.parametrize("cell", MISTAKES)
def test_a_name_that_nobody_has_is_noticed(cell):
    with pytest.raises((AttributeError, NameError, TypeError)):
        Reader("linear_algebra").exists(cell, [])
