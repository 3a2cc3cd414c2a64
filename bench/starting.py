"""Cold starts, against the bare imports that they cannot do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.timing import shown, timed

DERIVO = str(Path(sys.executable).with_name("derivo"))
RIGHT = "sigma(cz)(1 + cz(1 - sigma(cz)))"
STARTS = (
    ("derivo --help", [DERIVO, "--help"], "import click, rich.console", 2),
    (
        "derivo check, unreadable",
        [DERIVO, "check", "gelu.derivative", "sigmiod(z)"],
        "import click, rich.console",
        None,
    ),
    ("derivo check", [DERIVO, "check", "gelu.derivative", RIGHT], "import sympy, flint, click, rich.console", 1.5),
)


def compare() -> None:
    """Prints each start, and its ratio to the imports."""
    for name, command, imports, budget in STARTS:
        mine, bare = fastest(command, [sys.executable, "-c", imports])
        allowed = f", budget {budget} ×" if budget else ""
        print(f"  {name:<25} {shown(mine):>7} = {mine / bare:.2f} × `{imports}` ({shown(bare)}){allowed}")


def fastest(*commands: list[str]) -> list[float]:
    """The best time of each command, started in turns so that a busy machine slows them alike."""
    rounds = [[timed(lambda command=command: start(command))[1] for command in commands] for _ in range(7)]
    return [min(times) for times in zip(*rounds, strict=True)]


def start(command: list[str]) -> None:
    """Runs a command to its end."""
    subprocess.run(command, capture_output=True, check=False)
