"""The second judge: what was typed, evaluated as it stands, beside all that SymPy and lowering make of it."""
