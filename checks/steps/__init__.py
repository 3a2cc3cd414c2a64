"""A derivation, line by line: which side does not follow from the one before (docs/steps.md)."""

from derivo.checks.steps.deciding import Step, Work, check_work
from derivo.checks.steps.derivations import Derivation, Side, read_work

__all__ = ["Derivation", "Side", "Step", "Work", "check_work", "read_work"]
