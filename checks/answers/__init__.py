"""From an answer that was read to the claims that it makes, their verdicts, and what became of it."""
