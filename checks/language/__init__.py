"""What expressions are made of: domains, and the SymPy nodes that SymPy lacks."""
