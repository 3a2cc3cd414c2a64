"""Resolved tokens become a tree."""
