"""Inside pytest (`-p scripts.mutate.plugin`): a wrong module, or which test runs through what.

A mutant stands in for its module while that is imported, so tables, decorators and class bodies
are as wrong as functions, and no file of the project is ever touched.
"""

from __future__ import annotations

import importlib.machinery
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import coverage
import pytest

from scripts.setup import ROOT

#: Name JSON files: {"file", "text", "tests"}, {"files", "output"}
MUTANT, TRACE = "MUTATE_MUTANT", "MUTATE_TRACE"


class Wrong(importlib.machinery.SourceFileLoader):
    text = ""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


class Mutant:
    """Imports the wrong text, and runs only the tests named, in that order."""

    def __init__(self, file: str, text: str, tests: list[str]) -> None:
        self.name = file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        self.text = text
        self.places = {test: place for place, test in enumerate(tests)}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name == self.name else None
        if spec and spec.origin:
            spec.loader = Wrong(name, spec.origin)
            spec.loader.text = self.text
        return spec

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.places:
            chosen = [item for item in items if item.nodeid in self.places]
            items[:] = sorted(chosen, key=lambda item: self.places[item.nodeid])


class Trace:
    """Which tests run through which lines of some files, and how long each takes."""

    def __init__(self, files: list[str], output: str) -> None:
        self.files, self.output = files, Path(output)
        include = [str(ROOT / file) for file in files]
        self.coverage = coverage.Coverage(data_file=None, config_file=False, include=include)
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.start()
        self.coverage.switch_context(item.nodeid)
        yield
        self.coverage.stop()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        data = self.coverage.get_data()
        lines = {file: data.contexts_by_lineno(str(ROOT / file)) for file in self.files}
        self.output.write_text(json.dumps({"seconds": self.seconds, "lines": lines}))


def _told(variable: str) -> dict[str, Any] | None:
    path = os.environ.get(variable)
    return json.loads(Path(path).read_text()) if path else None


# At once: Django imports the applications before any hook of ours is called.
mutant = Mutant(**told) if (told := _told(MUTANT)) else None
if mutant:
    sys.meta_path.insert(0, mutant)


def pytest_configure(config: pytest.Config) -> None:
    if mutant:
        config.pluginmanager.register(mutant)
    if told := _told(TRACE):
        config.pluginmanager.register(Trace(**told))
