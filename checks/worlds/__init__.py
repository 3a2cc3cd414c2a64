"""Points at which the second judge looks: drawn, or read off a witness. Believed in nothing."""
