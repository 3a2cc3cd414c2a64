"""derivo's engine: reads typed formulas and decides claims about them, with evidence (docs/)."""
