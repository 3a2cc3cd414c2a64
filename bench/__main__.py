"""Prints what `derivo` costs, beside what it is compared with."""

from bench import deciding, grading, judging, starting, sums

print("Deciding: the GeLU answers of tests/derivations/gelu.csv, against SymPy on the same pairs\n")
deciding.compare()
print("\nSums: the identities of tests/answers/sums.py and their near misses\n")
sums.compare()
print("\nExpectations: the identities of tests/answers/expectations.py and their near misses\n")
sums.expectations()
print("\nThe second judge: what it adds to a decision\n")
judging.compare()
print("\nGrading: different answers, one worker\n")
grading.measure()
print("\nStarting: best of several cold starts\n")
starting.compare()
