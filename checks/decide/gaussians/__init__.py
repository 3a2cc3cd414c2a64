"""Claims about continuous random names at a model that is normal (docs/deciding.md, section 12)."""
