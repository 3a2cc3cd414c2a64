"""Affine, convex and concave: rules, line by line (docs/deciding.md, 8)."""
