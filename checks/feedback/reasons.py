"""Why an answer is unfinished or undecided, by the code of the reason. Undecided never sounds like wrong."""

REASONS = {
    "wanted-form": "Equal to {called}, and not finished: bring it to the form that is asked for.",
    "restates": "Equal to {called}, but it only says again what is asked: carry it out.",
    "trivial": "True, but it says nothing that is not obvious.",
    "not-about": "True, but it is not about what is asked.",
    "another-quantity": "Not decided: the value is that of {called}, and your answer calls it something else. "
    "This one is for a person.",
    "only-under-condition": "Not decided: it holds under your condition, not without. This one is for a person.",
    "not-shown": "Not decided: it was neither proved nor refuted, so it may well be right. This one is for a person.",
    "no-time": "Not decided: the time was up before it was proved or refuted. This one is for a person.",
    "no-memory": "Not decided: the memory was used up before it was proved or refuted. This one is for a person.",
    "crashed": "Not decided: the checker itself failed on it ({why}). This one is for a person.",
    "work": "Not decided: whole derivations are not graded yet. This one is for a person.",
}
