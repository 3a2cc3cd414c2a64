"""A text becomes tokens: LaTeX unfolded, spellings of families and transposes in one form, clauses told apart."""
