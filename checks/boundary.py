"""Where the commands end: a fault of our own, an interrupt or a closed pipe never looks like a verdict.

An exit status of 1 says "incorrect", and nothing else may say so. Like the worker of `grading`, this is a boundary that
catches whatever our own faults raise.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

import click

FAILED = 3  # as for what is undecided
INTERRUPTED, CLOSED_PIPE = 130, 141  # 128 and the number of the signal


class Boundary(click.Group):
    """Commands whose faults are said in one line; `DERIVO_TRACE=1` shows where they came up."""

    def invoke(self, context: click.Context) -> object:
        """What the command returns; what it fails with ends the process, with a status of its own."""
        try:
            return _flushed(super().invoke, context)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, EOFError, click.Abort):
            click.echo("Interrupted.", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:  # whoever reads has seen enough; what is left must not be flushed at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(CLOSED_PIPE)
        except Exception as fault:
            if os.environ.get("DERIVO_TRACE"):
                traceback.print_exception(fault)
            name = type(fault).__name__
            click.echo(f"The checker itself failed on this; please report it ({name}).", err=True)
            sys.exit(FAILED)


def _flushed(invoke: Callable[[click.Context], object], context: click.Context) -> object:
    """What the command returns, after all of its output has left."""
    try:
        return invoke(context)
    finally:
        if sys.stdout:
            sys.stdout.flush()
