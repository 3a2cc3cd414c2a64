"""Sums of symbolic size: instances, normal forms, conditions used by construction (docs/deciding.md, 7, 9 and 10)."""
