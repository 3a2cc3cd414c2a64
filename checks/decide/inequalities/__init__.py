"""Inequalities between sums of symbolic size: what certifies one, and where such a certificate is looked for."""
