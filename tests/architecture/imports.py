"""Reads from our source which of our modules imports which, without importing anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("adapters", "hub", "migrations", "mock_sources", "schema", "tests")


@dataclass(frozen=True)
class Import:
    """`module` (dotted) imports `target` (dotted, as deep as it is a module) in that line."""

    module: str
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def modules(package: str) -> Iterator[tuple[str, Path]]:
    """Every module below a package, with its dotted name."""
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(package: str) -> list[Import]:
    """All imports of ours below a package, wherever in the file they stand."""
    return [
        found
        for name, path in modules(package)
        for found in imports_in(name, path.read_text(encoding="utf-8"), path.name == "__init__.py")
    ]


def imports_in(module: str, source: str, is_package: bool = False) -> list[Import]:
    """The imports of ours in one module's text, function bodies and literal
    `import_module("…")` calls included.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        for target in _targets(node, module, is_package):
            if target.split(".")[0] in PACKAGES:
                found.append(Import(module, target, getattr(node, "lineno", 0)))
    return found


def strings_in(source: str) -> Iterator[tuple[int, str]]:
    """Every string of a module's text that is not a docstring, with its line."""
    tree = ast.parse(source)
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documents
        ):
            yield node.lineno, node.value


def _targets(node: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, module, is_package)
        for alias in node.names:
            deeper = f"{base}.{alias.name}"
            yield deeper if _is_module(deeper) else base
    elif isinstance(node, ast.Call) and node.args:
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else None
        name = function.id if isinstance(function, ast.Name) else name
        first = node.args[0]
        if name in ("import_module", "__import__") and isinstance(first, ast.Constant):
            yield str(first.value)


def _absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    up = node.level - 1 if is_package else node.level
    parts = module.split(".")
    base = parts[: len(parts) - up]
    return ".".join([*base, *([node.module] if node.module else [])])


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()
