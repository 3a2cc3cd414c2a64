"""A whole answer: its sides, names, definitions and conditions."""
