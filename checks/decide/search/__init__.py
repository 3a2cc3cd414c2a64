"""Looks for evidence: proofs, witnesses, factors. Believed in nothing: the kernel re-checks what it finds."""
