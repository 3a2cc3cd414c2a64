"""What names are that nothing declares, told from how a text uses them (docs/inference.md); believed in nothing."""
