"""Prints what `derivo` costs, beside what it is compared with."""

from bench import deciding, grading, starting

print("Deciding: the GeLU answers of tests/derivations/gelu.csv, against SymPy on the same pairs\n")
deciding.compare()
print("\nGrading: different answers, one worker\n")
grading.measure()
print("\nStarting: best of several cold starts\n")
starting.compare()
