"""A derivation, line by line: which side does not follow from the one before (docs/steps.md)."""
