"""What the second judge says of a verdict, at the worlds that are proposed to it."""

from __future__ import annotations

from derivo.checks.judge.scalars import Undefined, Unknown, Unsure
from derivo.checks.judge.second import Opinion, confirmed, contradiction, equations
from derivo.checks.verdict import Claim, Refuted, Relation, Typed, Undecided, Verdict
from derivo.checks.worlds.witnesses import described
from derivo.checks.worlds.worlds import proposed, spelled


def seconded(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict if the second judge does not object, who evaluates what was typed. What nobody typed stands."""
    typed = claim.typed
    if isinstance(verdict, Undecided) or typed is None or claim.relation is Relation.SAME_SIGN:
        return verdict
    found = (
        _confirmed(typed, claim.relation, verdict)
        if isinstance(verdict, Refuted)
        else _unopposed(typed, claim.relation)
    )
    where = spelled(found.where) if found.where else ""
    return verdict if found.stands else Undecided((("second judge", f"{found.why} {where}".rstrip()),))


def _confirmed(typed: Typed, relation: Relation, verdict: Refuted) -> Opinion:
    try:
        return confirmed(typed, relation, described(typed, relation, verdict.witness))
    except (Unknown, Undefined, Unsure, NotImplementedError) as reason:
        return Opinion(False, f"not known to the second judge: {reason}")


def _unopposed(typed: Typed, relation: Relation) -> Opinion:
    try:
        found = [contradiction(each, how, proposed(each, how)) for each, how in equations(typed, relation)]
    except (Unknown, NotImplementedError) as reason:
        return Opinion(True, f"not known to the second judge: {reason}")
    return next((each for each in found if not each.stands), found[0])
