"""Claim -> Verdict (docs/deciding.md)."""
