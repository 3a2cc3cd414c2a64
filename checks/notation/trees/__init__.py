"""What a formula is made of, as data."""
