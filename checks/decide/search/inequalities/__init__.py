"""Looks for certificates of inequalities: sums of squares, gaps of convex functions."""
