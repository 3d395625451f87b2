"""Mutation testing of the mathematics: small mistakes are planted one by one, and the tests must notice each.

Run from the project's root: ``python -m benchmarks.mutation`` (three mistakes in every file).
``docs/mathematics/mutation.md`` has the last result and what the mistakes are that nobody noticed.

Everything happens in a copy of the project. A mutant is tried on the tests that enter the mutated function,
as coverage recorded them: the others can't tell it from the original. Operators are cosmic-ray's. The place
of a mutant is drawn first, then the operator, so that an operator with many replacements doesn't crowd out
the rest. Nothing is mutated in messages (``raise`` statements), docstrings, annotations and what only the
type checker imports.
"""

import ast
import importlib
import json
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import CoverageData

COPIED = ["mathviz", "tests", "config", "docs", "pyproject.toml"]
SOURCES = [
    "linear_algebra",
    "calculus",
    "probability",
    "datasets.py",
    "ellipse.py",
    "arguments.py",
    "outcome.py",
]
TESTS = ["linear_algebra", "calculus", "probability", "known_answers"]
TESTS += [f"test_{name}.py" for name in ("datasets", "ellipse", "arguments", "spoiled_arguments")]
# These look at all records of a package without entering a function of them.
SURVEYS = [f"tests/{name}.py" for name in ("linear_algebra/test_package", "calculus/test_package")]
SURVEYS += ["tests/probability/test_records.py"]

# Bits and shifts are no mistakes that a mathematician makes, and each would be noticed at once; an object
# compared by identity is the same object when compared by equality.
ARITHMETIC = "Add|Sub|Mul|Div|FloorDiv|Mod|Pow"
UNTRIED = re.compile(
    rf"Operator_({ARITHMETIC})_(RShift|LShift|BitOr|BitAnd|BitXor)|Operator_(Is|IsNot)_|_(Is|IsNot)$|/Variable"
)
# A counterexample is wanted, not the smallest one.
QUICK = """
from hypothesis import Phase, settings
phases = [Phase.explicit, Phase.generate]
settings.register_profile("mutation", phases=phases, derandomize=True, database=None)
settings.load_profile("mutation")
"""


@dataclass
class Mutant:
    """One planted mistake: where, by which operator, the line before and after, and what became of it."""

    path: str
    line: int
    operator: str
    occurrence: int
    before: str
    after: str
    alive: bool | None = None


def spans(tree: ast.AST, kinds: tuple[type[ast.AST], ...]) -> Iterator[tuple[int, int]]:
    """First and last line of each node of these kinds."""
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            yield node.lineno, node.end_lineno


def untouched(tree: ast.AST) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Start and end (line, column) of what is not mutated."""
    left_out: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ):
            left_out.append(node)
        left_out += [x for x in (getattr(node, "annotation", None), getattr(node, "returns", None)) if x]
    return [((n.lineno, n.col_offset), (n.end_lineno, n.end_col_offset)) for n in left_out]


def places(path: Path) -> list[list[tuple[str, int]]]:
    """The places of a file where a mistake can be planted, each with its operators and their occurrences."""
    source = path.read_text(encoding="utf-8")
    nodes, skipped = list(ast_nodes(get_ast(source))), untouched(ast.parse(source))
    found = defaultdict(list)
    for name in operator_names():
        if UNTRIED.search(name):
            continue
        operator = get_operator(name)()
        for occurrence, where in enumerate(p for node in nodes for p in operator.mutation_positions(node)):
            if not any(start <= where[0] and where[1] <= end for start, end in skipped):
                found[where].append((name, occurrence))
    return [found[where] for where in sorted(found)]


def plant(path: Path, operator: str, occurrence: int) -> tuple[str, Mutant] | None:
    """The mutated source and its mutant, or None where it is no Python or the same as before."""
    source = path.read_text(encoding="utf-8")
    mutated = mutate_code(source, get_operator(operator)(), occurrence)
    try:
        same = ast.dump(ast.parse(mutated)) == ast.dump(ast.parse(source))
    except SyntaxError:
        return None
    if same:
        return None
    before, after = source.splitlines(), mutated.splitlines()
    line = next((k for k, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(after))
    return mutated, Mutant(
        str(path), line + 1, operator, occurrence, before[line].strip(), after[line].strip()
    )


def draw(paths: list[Path], per_file: int, seed: int) -> list[Mutant]:
    """At most ``per_file`` mutants of each file, at different places."""
    drawn = []
    for path in paths:
        chance = random.Random(f"{seed} {path}")  # a file's mutants don't depend on the other files
        candidates = places(path)
        chance.shuffle(candidates)
        planted = (plant(path, *chance.choice(operators)) for operators in candidates)
        drawn += [p[1] for p, _ in zip((p for p in planted if p), range(per_file), strict=False)]
    return drawn


def preload() -> None:
    """Import what the tests need and nobody mutates, once for all runs."""
    for name in (
        "hypothesis",
        "mpmath",
        "pytest",
        "scipy.stats",
        "sklearn.linear_model",
        "statsmodels.api",
        "sympy",
    ):
        importlib.import_module(name)


def pytest(*arguments: str, timeout: float = math.inf) -> int | None:
    """The exit code of a run of the tests here, in a fork of this process; None if it takes too long."""
    child = os.fork()
    if child == 0:
        os.setsid()
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        sys.path.insert(0, str(Path.cwd()))
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True  # bytecode could be older than a mutant
        os._exit(importlib.import_module("pytest").main(["-q", *arguments]))
    ends = time.monotonic() + timeout
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


class Witnesses:
    """Which tests enter which function."""

    def __init__(self, data: str) -> None:
        self.data = CoverageData(data)
        self.data.read()

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that run a line of the innermost function around a mutant, or else of its file."""
        tree = ast.parse(Path(mutant.path).read_text(encoding="utf-8"))
        around = [s for s in spans(tree, (ast.FunctionDef,)) if s[0] <= mutant.line <= s[1]]
        first, last = max(around, default=(1, sys.maxsize))
        contexts = self.data.contexts_by_lineno(str(Path(mutant.path).resolve()))
        seen = {name for line, names in contexts.items() if first <= line <= last for name in names}
        tests = {name.rpartition("|")[0] for name in seen} - {""}
        if not tests:
            return self.of(Mutant(mutant.path, 0, "", 0, "", ""))
        own = Path(mutant.path).stem  # the file's own tests first: most mutants don't get past them
        tests = sorted(tests, key=lambda name: (own not in name, name))
        if not around:  # a class or a constant: nobody has to enter it to see it
            tests += [*SURVEYS, *map(str, Path("tests").glob(f"*/test_{own}.py")), mutant.path]
        return tests


def survives(mutant: Mutant, witnesses: Witnesses, timeout: float) -> bool:
    """Whether all tests that enter the mutated function still pass."""
    path = Path(mutant.path)
    source = path.read_text(encoding="utf-8")
    Path("witnesses.txt").write_text("\n".join(witnesses.of(mutant)), encoding="utf-8")
    try:
        path.write_text(plant(path, mutant.operator, mutant.occurrence)[0], encoding="utf-8")
        return pytest("-x", "@witnesses.txt", timeout=timeout) == 0
    finally:
        path.write_text(source, encoding="utf-8")


@click.command()
@click.option("--per-file", default=3, show_default=True, help="Mutants drawn in each file.")
@click.option("--seed", default=1, show_default=True, help="Which mutants are drawn.")
@click.option("--only", default="", help="Only files whose path contains this.")
@click.option(
    "--timeout", default=300.0, show_default=True, help="Seconds after which a mutant counts as noticed."
)
@click.option("--results", type=Path, help="Write all mutants and their fate to this JSON file.")
@click.option(
    "--again", type=Path, help="Try the mutants that are alive in this JSON file, instead of drawing."
)
def main(
    per_file: int, seed: int, only: str, timeout: float, results: Path | None, again: Path | None
) -> None:
    """Plant mistakes, run the tests on each, and list those that nobody noticed."""
    results = results and results.resolve()
    mutants = (
        [Mutant(**m) for m in json.loads(again.read_text(encoding="utf-8")) if m["alive"]] if again else None
    )
    with tempfile.TemporaryDirectory() as copy:
        tracked = subprocess.run(
            ["git", "ls-files", "-z", *COPIED], capture_output=True, text=True, check=True
        )
        for name in filter(None, tracked.stdout.split("\0")):
            target = Path(copy, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, target)
        os.chdir(copy)
        preload()
        with Path("tests/conftest.py").open("a", encoding="utf-8") as conftest:
            conftest.write(QUICK)

        sources = [Path("mathviz", name) for name in SOURCES]
        paths = sorted(
            p for source in sources for p in (source.glob("*.py") if source.is_dir() else [source])
        )
        if mutants is None:
            mutants = draw([p for p in paths if only in str(p)], per_file, seed)
        click.echo(f"{len(mutants)} mutants; first, which test enters which function")
        places_of_tests = [f"tests/{t}" for t in TESTS] + [str(s) for s in sources]
        if pytest(*places_of_tests, "--cov=mathviz", "--cov-context=test", "--cov-report="):
            raise click.ClickException("the tests fail on the original: nothing to compare with")
        witnesses = Witnesses(".coverage")
        everything = sorted({name.rpartition("|")[0] for name in witnesses.data.measured_contexts()} - {""})
        Path("witnesses.txt").write_text("\n".join(everything), encoding="utf-8")
        if pytest("--collect-only", "@witnesses.txt"):
            raise click.ClickException("pytest does not find its own tests by name")

        for k, mutant in enumerate(mutants, start=1):
            mutant.alive = survives(mutant, witnesses, timeout)
            click.echo(
                f"{k:4} {'ALIVE' if mutant.alive else 'noticed':8} {mutant.path}:{mutant.line} {mutant.after}"
            )
            if results:
                results.write_text(json.dumps([asdict(m) for m in mutants[:k]], indent=1), encoding="utf-8")

    alive = [m for m in mutants if m.alive]
    click.echo(f"\n{len(alive)} of {len(mutants)} alive")
    for m in alive:
        click.echo(f"{m.path}:{m.line} {m.operator}\n  - {m.before}\n  + {m.after}")


if __name__ == "__main__":
    main()
