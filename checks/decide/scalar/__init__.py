"""Scalar claims: exact quotients over generators, case by case; limits (docs/deciding.md, 3 and 4)."""
