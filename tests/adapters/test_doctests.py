"""The examples in the adapters' docstrings hold; every conversion has one."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import adapters
from adapters.sdk import conversions

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(adapters.__path__, "adapters.")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_hold(module: ModuleType) -> None:
    failed, _ = doctest.testmod(module)
    assert failed == 0


def test_every_conversion_shows_an_example() -> None:
    named = [
        function
        for name, function in vars(conversions).items()
        if inspect.isfunction(function) and function.__module__ == conversions.__name__
        if "<locals>" not in function.__qualname__
    ]
    assert len(named) > 10
    bare = [function.__name__ for function in named if ">>>" not in (function.__doc__ or "")]
    assert bare == []
