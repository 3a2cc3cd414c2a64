"""What is an option on the command line: `-h` alone, and whatever starts with `--` and is declared. All else is typed.

A formula may start with signs and hold any letter: `-tanh(z)` asks for no help, though it has an `h` in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

HELP = "-h"  # of short options the only one; behind `--` it is a formula, like everything there


class Command(click.Command):
    """A command that takes formulas, whatever they start with."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """As in click, the options being put first and all formulas behind `--`."""
        options, typed = parted(arguments, valued(self, context))
        return super().parse_args(context, [*options, "--", *typed])


def valued(command: click.Command, context: click.Context) -> Mapping[str, bool]:
    """The names of the options of a command, and whether a value comes behind them."""
    options = (each for each in command.get_params(context) if isinstance(each, click.Option))
    return {name: not (each.is_flag or each.count) for each in options for name in each.opts}


def parted(arguments: Sequence[str], known: Mapping[str, bool]) -> tuple[list[str], list[str]]:
    """The options with their values, and what was typed besides, both in their order.

    >>> parted(["-tanh(z)", "--let", "-z : real", "--json", "-h(z)"], {"--let": True, "--json": False, "-h": False})
    (['--let', '-z : real', '--json'], ['-tanh(z)', '-h(z)'])
    """
    options: list[str] = []
    typed: list[str] = []
    waiting = list(reversed(arguments))
    while waiting:
        argument = waiting.pop()
        if argument == "--":
            typed += reversed(waiting)
            break
        if not is_option(argument, known):
            typed.append(argument)
            continue
        options.append(argument)
        if known[argument.partition("=")[0]] and "=" not in argument and waiting:
            options.append(waiting.pop())
    return options, typed


def is_option(argument: str, known: Mapping[str, bool]) -> bool:
    """Whether an argument is one of the known options, with or without its value behind `=`.

    >>> known = {"--let": True, "--json": False, "-h": False}
    >>> [is_option(each, known) for each in ("--let=z : real", "--json", "-h", "-h(z)", "--z", "-h=1")]
    [True, True, True, False, False, False]
    """
    name, equals, _ = argument.partition("=")
    return name in known and (name.startswith("--") or (name == HELP and not equals))
