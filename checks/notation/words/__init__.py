"""Tokens become names and operators."""
