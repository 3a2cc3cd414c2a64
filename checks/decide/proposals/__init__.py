"""Points, normal models and sums of squares that trusted code looks at: a bad one costs a verdict, and makes none."""
