"""Relations, each as one record: how it is typed and shown, where it may stand, what it claims.

The scanner, the LaTeX commands, conditions, the claims and `--relation` are made from these. How a claim is decided is
said in `checks.verdict.Relation`, by the name `claims`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """One relation sign.

    `typed` are its other spellings, `commands` those in LaTeX, `shown` is how it is shown. `turned` is the sign between
    the same sides the other way round. `compares` says that it may stand in a condition, `asked` that two formulas may
    be held against each other by it, `claims` is the name of what it claims (`checks.verdict.Relation`).
    """

    sign: str
    typed: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    shown: str = ""
    turned: str = ""
    compares: bool = False
    asked: bool = False
    claims: str = ""


SIGNS = (
    Sign("=", ("==", "≡"), ("equiv", "eq"), "=", "=", compares=True, asked=True, claims="EQUAL"),
    Sign("!=", ("≠",), ("ne", "neq"), "≠", "!=", compares=True, asked=True, claims="DIFFERENT"),
    Sign("<", (), ("lt",), "<", ">", compares=True, asked=True, claims="BELOW"),
    Sign("<=", ("=<", "≤"), ("le", "leq", "leqslant", "leqq"), "≤", ">=", compares=True, asked=True, claims="AT_MOST"),
    Sign(">", (), ("gt",), ">", "<", compares=True, asked=True, claims="ABOVE"),
    Sign(">=", ("≥",), ("ge", "geq", "geqslant", "geqq"), "≥", "<=", compares=True, asked=True, claims="AT_LEAST"),
    Sign("in", ("∈",), ("in",), "∈", compares=True),
    Sign("~", ("∝",), ("propto", "sim"), "∝", asked=True, claims="PROPORTIONAL"),
    Sign("=>", ("==>", "⇒"), ("Rightarrow", "implies", "Longrightarrow"), "⇒", asked=True, claims="IMPLIES"),
    Sign("<=>", ("<==>", "⇔"), ("iff", "Leftrightarrow", "Longleftrightarrow"), "⇔", asked=True, claims="EQUIVALENT"),
    Sign("->", ("-->", "→"), ("to", "rightarrow", "longrightarrow", "mapsto"), "→"),
    Sign("≈", ("~=",), ("approx", "simeq", "cong", "approxeq"), "≈"),
    Sign(":=", ("≔",), ("triangleq", "coloneqq", "coloneq", "doteq", "eqdef"), ":="),
    Sign("= + C", claims="EQUAL_UP_TO_CONSTANT"),  # said of objectives, never typed as one sign
    Sign("~min", claims="SAME_MINIMISER"),
)
TYPED: Mapping[str, str] = {spelling: each.sign for each in SIGNS for spelling in each.typed}
COMMANDS: Mapping[str, str] = {command: each.sign for each in SIGNS for command in each.commands}
SHOWN: Mapping[str, str] = {each.sign: each.shown for each in SIGNS if each.shown}
TURNED: Mapping[str, str] = {each.sign: each.turned for each in SIGNS if each.turned}
COMPARISONS = tuple(each.sign for each in SIGNS if each.compares)
ASKED = tuple(each.sign for each in SIGNS if each.asked)
CLAIMS: Mapping[str, str] = {each.sign: each.claims for each in SIGNS if each.claims}
