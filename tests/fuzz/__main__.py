"""python -m tests.fuzz [claims|constructs|both] [--seed 0] [--count 3000] [--workers 2]: exit status 1 on any fault."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import warnings
from collections import Counter

from tests.fuzz.claims import tried
from tests.fuzz.constructs import fed
from tests.fuzz.judging import judged


def report(found):
    """Prints counts by kind and outcome, and what is wrong as it may be pasted; returns how much is."""
    counts, faults = Counter(), 0
    for each in filter(None, found):
        counts[each.typed.kind, each.typed.truth, each.outcome] += 1
        if each.fault:
            faults += 1
            counts[each.typed.kind, each.typed.truth, "FAULT"] += 1
            print(f"{each.fault} (truth {each.typed.truth}, {each.outcome})\n    {each.typed.pasted()}", flush=True)
    outcomes = ("correct", "incorrect", "unfinished", "undecided", "unreadable", "crash", "FAULT")
    print(f"{'kind':<12} {'truth':<6} " + " ".join(f"{each:>10}" for each in outcomes))
    for kind, truth in sorted({key[:2] for key in counts}, key=str):
        print(f"{kind:<12} {truth!s:<6} " + " ".join(f"{counts[kind, truth, each]:>10}" for each in outcomes))
    print(f"{sum(counts.values()) - faults} claims, {faults} faults")
    return faults


def main():
    """Runs the claims on all workers."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("what", nargs="?", choices=("claims", "constructs", "both"), default="both")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    warnings.simplefilter("error")
    with multiprocessing.get_context("forkserver").Pool(chosen.workers) as pool:
        parts = []
        if chosen.what != "constructs":
            parts.append(pool.imap(tried, range(chosen.seed, chosen.seed + chosen.count), chunksize=8))
        if chosen.what != "claims":
            parts.append(pool.imap(judged, fed(), chunksize=8))
        faults = sum([report(part) for part in parts])
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
