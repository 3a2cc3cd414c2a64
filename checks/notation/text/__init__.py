"""A text as typed: its characters, the ranges of it, its first tokens, and what could not be read."""
