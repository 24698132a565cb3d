"""A process with the portal in it, which answers calls of the functions of `bench.inside`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from scripts.setup import PYTHON, ROOT

#: "pages.slugs", its arguments -> what JSON gives back of its answer
Ask = Callable[..., Any]


class PortalError(Exception):
    """It ended instead of answering; its own words stand above."""


@contextlib.contextmanager
def portal(environment: dict[str, str]) -> Iterator[Ask]:
    with subprocess.Popen(
        [PYTHON, "-m", "bench.inside"],
        cwd=ROOT,
        env=os.environ | environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(function: str, *arguments: object) -> Any:
            print(json.dumps([function, *arguments]), file=process.stdin, flush=True)
            if not (answer := process.stdout.readline()):
                raise PortalError(f"bench.inside.{function} failed")
            return json.loads(answer)

        yield ask


def called(function: str, *arguments: Any) -> Any:
    module, _, name = function.partition(".")
    return getattr(import_module(f"bench.inside.{module}"), name)(*arguments)
