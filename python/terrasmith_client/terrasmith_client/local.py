"""A server of one's own, for as long as a block of code runs."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Union


@contextmanager
def local_server(*arguments: str, command: "Union[str, Sequence[str]]" = "terrasmith") -> "Iterator[str]":
    """Starts `terrasmith serve ARGUMENTS` and gives its address; stops it at the end. Raises RuntimeError where it does not start."""
    words = [command] if isinstance(command, str) else list(command)
    with subprocess.Popen([*words, "serve", *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            first = process.stdout.readline() if process.stdout else ""
            if not first.startswith("{"):
                raise RuntimeError(f"{' '.join(words)} serve did not start: exit code {process.wait()}")
            yield json.loads(first)["url"]
        finally:
            process.terminate()
