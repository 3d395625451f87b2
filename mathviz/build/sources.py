"""What a source file says, statement by statement and function by function, whatever its layout.

Comments, blank lines, positions and docstrings say nothing about what a lecture shows. What is executed
when a module is imported (assignments, decorators, default arguments, class attributes, imports) is its
*skeleton*; the body of a function counts only where the function ran.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Outline", "marked", "outline"]

MARK = "__mathviz_ran__"
"""The name under which a module of a lecture finds the function that hears which of its functions ran."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Outline:
    """A source file's statements.

    Attributes
    ----------
    skeleton
        A digest and the line of each statement that an import executes, in order.
    functions
        A digest and the line of the body of each function and method, by its qualified name. A function
        inside a function is part of the outer one.
    """

    skeleton: tuple[tuple[str, int], ...]
    functions: dict[str, tuple[str, int]]

    @property
    def digest(self) -> str:
        """A digest of all that is said."""
        skeleton = [digest for digest, _ in self.skeleton]
        bodies = [(name, digest) for name, (digest, _) in sorted(self.functions.items())]
        return hashlib.sha256(repr((skeleton, bodies)).encode()).hexdigest()

    def differs(self, other: Outline, ran: set[str]) -> tuple[str, int] | None:
        """What is different here for who ran the functions ``ran`` of the other, and on which line."""
        ours, theirs = ([digest for digest, _ in part.skeleton] for part in (self, other))
        if ours != theirs:
            same = 0
            while same < min(len(ours), len(theirs)) and ours[same] == theirs[same]:
                same += 1
            lines = [line for _, line in self.skeleton] or [1]
            return "what its import executes", lines[min(same, len(lines) - 1)]
        for name in sorted(ran):
            now, before = self.functions.get(name, ("", 1)), other.functions.get(name)
            if before is None or now[0] != before[0]:
                return f"the function {name}", now[1]
        return None


def outline(source: bytes) -> Outline:
    """The outline of a source file. Raises ``SyntaxError`` if it is none."""
    tree = ast.parse(source)
    # Who reads docstrings shows them, perhaps.
    if b"__doc__" not in source:
        _strip_docstrings(tree)
    skeleton: list[tuple[str, int]] = []
    bodies: dict[str, tuple[list[str], int]] = {}
    for name, node in _walk(tree.body, ""):
        if isinstance(node, _Function):
            body, node.body = node.body, []
            skeleton.append((_digest(node), node.lineno))
            texts, _ = bodies.setdefault(name, ([], node.lineno))
            texts.extend(_digest(part) for part in body)
        elif isinstance(node, ast.ClassDef):
            head = ast.ClassDef(node.name, node.bases, node.keywords, [], node.decorator_list)
            skeleton.append((_digest(head), node.lineno))
        else:
            skeleton.append((_digest(node), node.lineno))
    functions = {
        name: (hashlib.sha256("".join(texts).encode()).hexdigest()[:16], line)
        for name, (texts, line) in bodies.items()
    }
    return Outline(tuple(skeleton), functions)


def _walk(body: list[ast.stmt], outer: str) -> Iterator[tuple[str, ast.stmt]]:
    """The statements that an import executes, classes opened; what a condition guards stays in one piece."""
    for node in body:
        name = f"{outer}{getattr(node, 'name', '')}"
        yield name, node
        if isinstance(node, ast.ClassDef):
            yield from _walk(node.body, f"{name}.")
            yield name, ast.copy_location(ast.Pass(), node)  # where the class ends


def _digest(node: ast.AST) -> str:
    return hashlib.sha256(ast.dump(node).encode()).hexdigest()[:16]


def _strip_docstrings(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | _Function) and _has_docstring(node):
            node.body = node.body[1:]


def _has_docstring(node: ast.Module | ast.ClassDef | _Function) -> bool:
    first = node.body[0] if node.body else None
    return (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )


def marked(source: bytes, file: str) -> ast.Module:
    """The source as a tree in which each function begins by telling its qualified name to ``MARK``."""
    tree = ast.parse(source, file)
    for name, node in _walk(tree.body, ""):
        if isinstance(node, _Function):
            first = node.body[1 if _has_docstring(node) and len(node.body) > 1 else 0]
            call = ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(name)], [])
            mark = ast.fix_missing_locations(ast.copy_location(ast.Expr(call), first))
            node.body.insert(1 if _has_docstring(node) else 0, mark)
    return tree
