"""Say what the verdicts of several people on one triple come to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.curation.ledger import Verdict
from builder.triples import Triple

#: Verdicts that settle a triple; notes and flags do not.
DECIDING = frozenset({"accept", "reject", "edit"})
#: What a deciding verdict makes of a triple.
STATUS = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
#: (a triple with other words, title of its paper) → check → why it failed, as in `Triple.checks`.
CheckAnew = Callable[[Triple, str], dict[str, str]]


def in_force(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """Return person → verdict in force, of all verdicts given on one triple.

    An undo takes back the last verdict of the same person. An accept that does not tell what it
    was given on has, after an edit of the same person, the words that the triple has by then.
    """
    given: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.who)):
        own = given.setdefault(verdict.who, [])
        if verdict.verdict == "undo" and own:
            own.pop()
        elif verdict.verdict == "accept" and not verdict.seen:
            words = _last_edit(given) if own and own[-1].rewords else None
            own.append(replace(
                verdict,
                new_question=words.new_question if words else "",
                new_answer=words.new_answer if words else "",
            ))  # fmt: skip
        elif verdict.verdict in DECIDING:
            own.append(verdict)
    return {who: own[-1] for who, own in given.items() if own}


def _last_edit(given: Mapping[str, Sequence[Verdict]]) -> Verdict:
    """Return the last verdict in force that gives a triple other words; there is one."""
    in_force_now = (own[-1] for own in given.values() if own)
    return max((one for one in in_force_now if one.rewords), key=lambda one: one.at)


def remarks(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the notes and the flags that stand, oldest first.

    A second flag of the same person takes the first one off.
    """
    standing: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.who)):
        if verdict.verdict == "note":
            standing.append(verdict)
        elif verdict.verdict == "flag":
            before = [v for v in standing if (v.verdict, v.who) == ("flag", verdict.who)]
            if before:
                standing.remove(before[0])
            else:
                standing.append(verdict)
    return tuple(standing)


def said(verdict: Verdict) -> str:
    """Return who said what of a triple, and why, in a line."""
    what = "" if verdict.verdict in ("note", "flag") else f" {verdict.verdict}"
    return f"{verdict.who}{what}" + (f": {verdict.reason}" if verdict.reason else "")


@dataclass(frozen=True, slots=True)
class EditAside:
    """An edit in force whose words a triple does not have, as a later verdict is on others."""

    verdict: Verdict
    triple: Triple
    """With the words of the edit, and what checking them gave."""

    def __str__(self) -> str:
        """Return the words of the edit, and the checks that they fail with the reasons."""
        question = f"Q {self.triple.question} " * (self.triple.question != self.verdict.question)
        fails = f" – fails {failures(self.triple)}" * bool(self.triple.failed)
        return f"{question}A {self.triple.answer}{fails}"


def failures(triple: Triple) -> str:
    """Return the checks that a triple fails, with the reason of each."""
    return "; ".join(f"{name}: {why}" for name, why in triple.checks.items() if why)


@dataclass(frozen=True, slots=True)
class CuratedTriple:
    """A triple with the verdicts of people on it."""

    triple: Triple
    """With the edited question and answer, if someone edited it, and what checking them gave."""
    status: str
    """`accepted`, `rejected`, `edited` or `unreviewed`."""
    verdicts: tuple[Verdict, ...] = ()
    """The deciding ones in force, oldest first, one a person."""
    notes: tuple[Verdict, ...] = ()
    """Notes, and flags that were not taken off."""
    asides: tuple[EditAside, ...] = ()
    """The edits in force with other words than the triple has now."""

    def said(self) -> Iterator[str]:
        """Yield who said what of the triple, and the words of an edit that it does not have."""
        words = {aside.verdict: str(aside) for aside in self.asides}
        for verdict in self.verdicts:
            yield said(verdict) + (f": {words[verdict]}" if verdict in words else "")

    @property
    def kept(self) -> bool:
        """True if people accepted or edited the triple."""
        return self.status in ("accepted", "edited")

    @property
    def disputed(self) -> bool:
        """True if people disagree on the triple, and nobody settled it since.

        One rejected it and another did not, or one accepted other words than it had by then. Who
        disagrees with what settled it opens the dispute again.
        """
        settling = [place for place, one in enumerate(self.verdicts) if one.settles]
        counted = self.verdicts[settling[-1] :] if settling else self.verdicts
        if len({verdict.verdict == "reject" for verdict in counted}) > 1:
            return True
        return any(one in counted[1:] for one in _on_other_words(self.verdicts))

    @property
    def unconfirmed(self) -> bool:
        """True if it was edited, fails a check as it is now, and nobody accepted these words."""
        if self.status != "edited" or not self.triple.failed:
            return False
        words = self.triple.question, self.triple.answer
        edited = max((one.at for one in self.verdicts if one.verdict == "edit"), default="")
        return not any(
            one.words == words if one.seen else one.at > edited
            for one in self.verdicts
            if one.verdict == "accept"
        )

    @property
    def settled(self) -> bool:
        """True if people decided it, nobody disagrees, and no edit of it is unconfirmed."""
        return self.status != "unreviewed" and not self.disputed and not self.unconfirmed

    @property
    def flagged(self) -> bool:
        """True if someone flagged the triple and did not take the flag off."""
        return any(one.verdict == "flag" for one in self.notes)

    @property
    def noted(self) -> bool:
        """True if someone wrote a note on the triple."""
        return any(one.verdict == "note" for one in self.notes)


def _on_other_words(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the accepts that were given on other words than an edit before had given the triple.

    Args:
        verdicts: The deciding ones in force, oldest first.
    """
    now: tuple[str, str] | None = None
    for one in verdicts:
        if one.verdict == "accept" and one.seen and now not in (None, one.words):
            yield one
        if one.rewords or (one.seen == "draft" and now is not None):
            now = one.words


def apply_verdicts(
    triple: Triple,
    verdicts: Iterable[Verdict],
    notes: Sequence[Verdict],
    check: CheckAnew | None = None,
    title: str = "",
) -> CuratedTriple:
    """Return a triple as the verdicts in force on it, one per person, leave it.

    Args:
        triple: The triple as it was drafted.
        verdicts: The deciding verdicts in force.
        notes: Its notes and flags.
        check: Checks what was edited. Without it an edited triple has no checks: those of the draft
            say nothing of other words.
        title: Title of its paper.
    """
    given = tuple(sorted(verdicts, key=lambda verdict: verdict.at))
    if not given:
        return CuratedTriple(triple, "unreviewed", (), tuple(notes))
    draft, last = triple, given[-1]
    status, words = STATUS[last.verdict], last if last.seen else None
    if words is None and last.verdict != "reject":
        # What does not tell on which words it was given is given on the edited triple.
        words = next((one for one in reversed(given) if one.rewords), None)
    if words:
        status = "edited" if words.rewords else status
        triple = _with_words(triple, words.new_question, words.new_answer)
        if check and not triple.checks:
            triple = replace(triple, checks=check(triple, title))
    now, asides = (triple.question, triple.answer), []
    for one in given:
        if one.verdict == "edit" and one.words != now:
            edited = _with_words(draft, one.new_question, one.new_answer)
            if check and not edited.checks:
                edited = replace(edited, checks=check(edited, title))
            asides.append(EditAside(one, edited))
    return CuratedTriple(triple, status, given, tuple(notes), tuple(asides))


def _with_words(triple: Triple, question: str, answer: str) -> Triple:
    """Return a triple with these words, and without the checks of others; "" leaves them."""
    question, answer = question or triple.question, answer or triple.answer
    if (question, answer) == (triple.question, triple.answer):
        return triple
    return replace(triple, question=question, answer=answer, checks={})
