"""What a tree denotes, as an expression."""
