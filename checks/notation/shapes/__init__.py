"""The shapes of vectors and matrices, and how far indices run."""
