"""Learning: replies that coaches corrected become examples, once an admin says so; a head learnt from them is compared
with the one in use before it goes live, and can be taken back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from bot.deciding import plain
from state.content.examples import Examples, LabelledReply
from state.content.terms import MOVES, Lang, Move
from state.records.records import Records
from state.records.reviewing import Correction
from state.records.schooling import Corrected, TrainedHead
from state.troupe import Troupe
from state.understanding.evaluation import Evaluation, evaluate
from state.understanding.reading import Reader
from state.understanding.report import judge

NAMED = 8
"""Characters of a talk's id by which a reply is named, as `1f0c6b2e/3`."""
FOLDS = 5
"""Parts into which corrected replies are divided, so that each is read by a head that has not learnt it."""
WORSE = 0.005
"""By how much F1 may fall before it is called worse."""

Fate = Literal["accepted", "refused"]
Fit = Callable[[Sequence[Examples]], str]
"""Fits a head to the content's examples and these beside; returns it as `Head.text` does."""


class Unlearnt(Exception):
    """What was asked for cannot be done; the message says why."""


@dataclass(frozen=True)
class Compared:
    """F1 of all labels together, 0–1, on one set: by the head in use, and by the new one.

    moves: the macro F1 of the same. replies: how many there are.
    """

    name: str
    replies: int
    before: Evaluation
    after: Evaluation

    @property
    def worse(self) -> bool:
        """Whether the new head is worse on it by more than `WORSE`, on the whole or on the mean of the moves."""
        falls = (self.before.micro - self.after.micro, self.before.macro - self.after.macro)
        return max(falls) > WORSE

    def __str__(self) -> str:
        one, two = self.before, self.after
        whole = f"{one.micro:.3f} -> {two.micro:.3f} ({two.micro - one.micro:+.3f})"
        moves = f"{one.macro:.3f} -> {two.macro:.3f} ({two.macro - one.macro:+.3f})"
        return f"{self.name:<22}{self.replies:>6}   {whole}   {moves}{'   worse' if self.worse else ''}"


def name_of(correction: Correction) -> str:
    """What a corrected reply is called in commands."""
    return f"{correction.session_id[:NAMED]}/{correction.turn}"


def proposed(records: Records) -> Iterator[str]:
    """The corrected replies about which nobody has decided yet, oldest first, as lines."""
    for each in _waiting(records):
        correction = each.correction
        yield f"{name_of(correction)}  {correction.at:%Y-%m-%d}  {each.session.scenario}  {correction.by or 'nobody'}"
        yield f"    customer: {plain(each.customer)}" if each.customer else "    customer: (opening)"
        yield f"    reply:    {plain(each.turn.reply)}"
        yield f"    read as:  {', '.join(each.turn.reading.get('moves', {}))}"
        yield f"    coach:    {', '.join(correction.moves or ())}  ({plain(correction.reason)})"


def judge_proposed(records: Records, name: str, fate: Fate, by: str, now: datetime) -> list[str]:
    """Accept or refuse the corrected reply of this name, or all if it is `all`; their names. Raises Unlearnt."""
    with records.unit() as unit:
        waiting = [each for each in unit.corrected_replies() if each.correction.example is None]
        chosen = [each for each in waiting if name in ("all", name_of(each.correction))]
        if not chosen:
            raise Unlearnt(f"no corrected reply '{name}' waits; see duilian learn")
        if name != "all" and len(chosen) > 1:
            raise Unlearnt(f"more than one corrected reply is called '{name}'; decide in the order of duilian learn")
        for each in chosen:
            correction = each.correction
            correction.example, correction.example_by, correction.example_at = fate, by, now
    return [name_of(each.correction) for each in chosen]


def accepted(records: Records, troupe: Troupe) -> dict[Lang, list[Corrected]]:
    """The corrected replies that were accepted, by language; none of a customer who is gone."""
    with records.unit() as unit:
        found = [each for each in unit.corrected_replies() if each.correction.example == "accepted"]
    found = [each for each in found if each.session.scenario in troupe.customers]
    return {lang: [each for each in found if each.session.lang == lang] for lang in get_args(Lang)}


def examples_of(replies: Mapping[Lang, Sequence[Corrected]], troupe: Troupe) -> list[Examples]:
    """Corrected replies as labelled ones, of one voice a language, `coaches_zh` or `coaches_en`."""
    return [
        Examples(
            author=f"coaches_{lang}",
            lang=lang,
            replies=tuple(_labelled(each, f"coaches_{lang}-{i:03}", troupe) for i, each in enumerate(found, start=1)),
        )
        for lang, found in replies.items()
        if found
    ]


def on_sets(sets: Sequence[tuple[str, list[Examples]]], one: Reader, two: Reader) -> Iterator[Compared]:
    """Two readers on the project's own measuring sets."""
    for name, examples in sets:
        before, after = judge(one, examples), judge(two, examples)
        gold = [each.labelled.moves for each in before]
        yield Compared(
            name, len(gold), *(evaluate(gold, [tuple(e.reading.moves) for e in of]) for of in (before, after))
        )


def with_coaches(
    replies: Mapping[Lang, Sequence[Corrected]],
    troupe: Troupe,
    shipped: Reader,
    fit: Fit,
    reader: Callable[[str], Reader],
) -> Compared | None:
    """Agreement with the coaches on the replies that they corrected, each read by a head fitted without its talk.

    shipped: the reader in use. reader: makes one of a head. None if they are of fewer than two talks.
    """
    every = [(lang, each) for lang, found in replies.items() for each in found]
    talks = sorted({each.session.id for _, each in every})  # ids are random, and so is their order
    folds = [part for part in (talks[i::FOLDS] for i in range(FOLDS)) if part]
    if len(folds) < 2:
        return None
    gold, before, after = list[tuple[str, ...]](), list[tuple[Move, ...]](), list[tuple[Move, ...]]()
    for part in folds:
        apart = {lang: [each for each in found if each.session.id not in part] for lang, found in replies.items()}
        unlike = reader(fit(examples_of(apart, troupe)))
        for lang, each in every:
            if each.session.id in part:
                gold.append(tuple(each.correction.moves or ()))
                for of, found in ((shipped, before), (unlike, after)):
                    found.append(tuple(of.read(each.turn.reply, lang=lang, customer=each.customer).moves))
    known = [tuple(move for move in MOVES if move in moves) for moves in gold]
    return Compared("corrected by coaches", len(known), evaluate(known, before), evaluate(known, after))


def go_live(records: Records, body: str, by: str, note: str, now: datetime) -> int:
    """Let a head go live, for all workers on these records; its number."""
    with records.unit() as unit:
        last = unit.live_head()
        number = last.number + 1 if last is not None else 1
        unit.add(TrainedHead(number=number, at=now, by=by, note=note, body=body))
    return number


def go_back(records: Records, number: int | None, by: str, now: datetime) -> str:
    """Let an earlier head go live again: the one before, or the one of this number, 0 being the program's own.

    Returns what it was learnt from. Raises Unlearnt.
    """
    with records.unit() as unit:
        heads = unit.heads()
    if not heads:
        raise Unlearnt("the head that came with the program is in use, and there was no other")
    if number is None:
        number = heads[1].number if len(heads) > 1 else 0
    earlier = next((head for head in heads if head.number == number), None)
    if earlier is None and number != 0:
        raise Unlearnt(f"there is no head {number}; see duilian learn heads")
    note = earlier.note if earlier is not None else "as it came with the program"
    go_live(records, earlier.body if earlier is not None else "", by, note, now)
    return note


def history(records: Records) -> Iterator[str]:
    """The heads that went live, newest first, as lines."""
    with records.unit() as unit:
        heads = unit.heads()
    for head in heads:
        yield f"{head.number:>4}  {head.at:%Y-%m-%d %H:%M}  {plain(head.by)}  {plain(head.note)}"
    yield "   0  as it came with the program"


def sets_in(folder: Path, read: Callable[[Path], list[Examples]]) -> list[tuple[str, list[Examples]]]:
    """The measuring sets of a folder, each of its folders one a language. read: all labelled replies of a folder."""
    sets = []
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        examples = read(part)
        for lang in get_args(Lang):
            of = [each for each in examples if each.lang == lang]
            sets += [(f"{part.name}, {lang}", of)] if of else []
    return sets


def _waiting(records: Records) -> list[Corrected]:
    with records.unit() as unit:
        return [each for each in unit.corrected_replies() if each.correction.example is None]


def _labelled(each: Corrected, name: str, troupe: Troupe) -> LabelledReply:
    customer = troupe.customers[each.session.scenario]
    return LabelledReply.model_validate(
        {
            "id": name,
            "persona": customer.scenario.persona,
            "objection": customer.scenario.objection,
            "customer": each.customer,
            "reply": each.turn.reply,
            "moves": [move for move in MOVES if move in (each.correction.moves or ())] or ["other"],
        }
    )
