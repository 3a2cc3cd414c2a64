"""The language of declarations."""
