"""Which names exist, what they are, and where they occur in a tree."""
