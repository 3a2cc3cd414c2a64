"""Cold starts, against the bare imports that they cannot do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.timing import best, shown

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
        mine = best(lambda command=command: start(command), times=7)
        bare = best(lambda imports=imports: start([sys.executable, "-c", imports]), times=7)
        allowed = f", budget {budget} ×" if budget else ""
        print(f"  {name:<25} {shown(mine):>7} = {mine / bare:.2f} × `{imports}` ({shown(bare)}){allowed}")


def start(command: list[str]) -> None:
    """Runs a command to its end."""
    subprocess.run(command, capture_output=True, check=False)
