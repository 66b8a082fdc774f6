"""Learning: heads that learnt what people judged in the machine's place go live, and are taken back; and the trainings
they come of, one at a time among all workers on the same records.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.comparing import Compared
from bot.deciding import plain
from bot.proposing import Undecidable, accepted, decide, digest, waiting
from state.content.rubric import Rubric
from state.content.terms import Move
from state.records.records import Records
from state.records.schooling import Fate, TrainedHead, Training
from state.records.unit import Unit
from state.troupe import Troupe

BEAT = 5.0
"""Seconds after which a training that runs shows that it is alive."""
LOST = timedelta(minutes=2)
"""For how long a training may not have shown it until it counts as broken off."""


class Unlearnt(Exception):
    """What was asked for cannot be done; the message says why. why: the same as a word, for texts."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


def proposed(records: Records, rubric: Rubric) -> Iterator[str]:
    """What people judged and nobody has decided about yet, oldest first, as lines."""
    with records.unit() as unit:
        found = waiting(unit, rubric)
    for each in found:
        yield f"{each.name}  {each.at:%Y-%m-%d}  {each.session.scenario}  {each.by or 'nobody'}"
        yield f"    customer: {plain(each.customer)}" if each.customer else "    customer: (opening)"
        yield f"    reply:    {plain(each.turn.reply)}"
        yield f"    read as:  {', '.join(each.read)}"
        if not each.criterion:
            yield f"    coach:    {', '.join(each.moves)}  ({plain(each.reason)})"
            continue
        if each.choices:
            then = f"say with --move which of these it was: {', '.join(each.choices)}"
        else:
            then = (
                ", ".join(each.moves) or "correct the reply's moves at the desk or with /review; it can only be refused"
            )
        yield f"    appeal:   {each.criterion} upheld: {then}" + (f"  ({plain(each.reason)})" if each.reason else "")


def judge_proposed(
    records: Records, rubric: Rubric, name: str, fate: Fate, by: str, now: datetime, move: Move | None = None
) -> list[str]:
    """Accept or refuse what is called so, or all (whose moves are known) if it is `all`; their names.

    move: the one that was missed, where that is asked. Raises Unlearnt.
    """
    with records.unit() as unit:
        found = waiting(unit, rubric)
        every = [each for each in found if fate == "refused" or (each.moves and not each.choices)]
        chosen = every if name == "all" else [each for each in found if each.name == name]
        if not chosen:
            raise Unlearnt(f"no corrected reply '{name}' waits; see duilian learn")
        if name != "all" and len(chosen) > 1:
            raise Unlearnt(f"more than one corrected reply is called '{name}'; decide about it at the desk")
        try:
            decide({each.key: move for each in chosen}, found, fate, by, now)
        except Undecidable as error:
            choices = ", ".join(chosen[0].choices)
            raise Unlearnt(
                f"say with --move which of these '{name}' makes: {choices}"
                if choices
                else f"it is not known what '{name}' makes; correct the reply's moves, or refuse it"
            ) from error
    return [each.name for each in chosen]


def go_live(unit: Unit, body: str, by: str, note: str, now: datetime, taught_at: datetime | None = None) -> int:
    """Let a head go live, for all workers on these records; its number. taught_at: when its replies were gathered."""
    last = unit.live_head()
    number = last.number + 1 if last is not None else 1
    unit.add(TrainedHead(number=number, at=now, by=by, note=note, body=body, taught_at=taught_at))
    return number


def go_back(records: Records, number: int | None, by: str, now: datetime) -> str:
    """Let an earlier head go live again: the one before, or the one of this number, 0 being the program's own.

    Returns what it was learnt from. Raises Unlearnt.
    """
    with records.unit() as unit:
        heads = unit.heads()
        if not heads:
            raise Unlearnt("the head that came with the program is in use, and there was no other", "gone")
        if number is None:
            number = heads[1].number if len(heads) > 1 else 0
        earlier = next((head for head in heads if head.number == number), None)
        if earlier is None and number != 0:
            raise Unlearnt(f"there is no head {number}; see duilian learn heads", "gone")
        note = earlier.note if earlier is not None else "as it came with the program"
        taught = earlier.taught_at if earlier is not None else None
        go_live(unit, earlier.body if earlier is not None else "", by, note, now, taught)
    return note


def history(records: Records) -> Iterator[str]:
    """The heads that went live, newest first, as lines."""
    with records.unit() as unit:
        heads = unit.heads()
    for head in heads:
        yield f"{head.number:>4}  {head.at:%Y-%m-%d %H:%M}  {plain(head.by)}  {plain(head.note)}"
    yield "   0  as it came with the program"


def runs(training: Training | None, now: datetime) -> bool:
    """Whether a training is at work: not ended, and not silent for longer than `LOST`."""
    return training is not None and training.state == "running" and now - training.beat_at <= LOST


def begin_training(records: Records, troupe: Troupe, by: str, now: datetime) -> int:
    """Claim a training for what is accepted; its number. Who claims it sees that it is done (`bot.training`).

    One before that was never decided about is dropped. Raises Unlearnt: another runs (`runs`), nothing is accepted
    (`nothing`).
    """
    try:
        with records.unit() as unit:
            last = unit.training()
            if runs(last, now):
                raise Unlearnt("a training is running; wait until it is done", "runs")
            replies = accepted(unit, troupe, now)
            count = sum(map(len, replies.values()))
            if not count:
                raise Unlearnt("nothing was accepted that coaches have corrected; see duilian learn", "nothing")
            if last is not None and last.state == "running":
                unit.fail_training(last.number, "lost", now)
            elif last is not None and last.state == "done":
                last.state, last.body, last.decided_by, last.decided_at = "dropped", None, by, now
            live = unit.live_head()
            number = last.number + 1 if last is not None else 1
            unit.add(
                Training(
                    number=number, by=by, at=now, beat_at=now, replies=count, digest=digest(replies),
                    against=live.number if live is not None else 0,
                )
            )  # fmt: skip
    except IntegrityError as error:  # somebody else took the number at the same moment
        raise Unlearnt("a training is running; wait until it is done", "runs") from error
    return number


def compared_in(training: Training) -> list[Compared]:
    """What a training that is done changes."""
    return [Compared.model_validate(each) for each in training.found or ()]


def take_live(unit: Unit, troupe: Troupe, number: int, by: str, note: str, now: datetime, *, even_worse: bool) -> int:
    """Let what a training learnt go live; the head's number.

    Raises Unlearnt: there is no such training to decide about (`gone`); another head went live since it began
    (`other`); what it learnt is not all accepted any more (`changed`); it is worse somewhere, and that was not wished
    (`worse`).
    """
    training = _undecided(unit, number)
    live = unit.live_head()
    if (live.number if live is not None else 0) != training.against:
        raise Unlearnt("another head went live since; train again", "other")
    if digest(accepted(unit, troupe, training.at)) != training.digest:
        raise Unlearnt("some of what it learnt is not accepted any more; train again", "changed")
    worse = [each.title for each in compared_in(training) if each.worse]
    if worse and not even_worse:
        raise Unlearnt(f"it is worse on {', '.join(worse)}", "worse")
    head = go_live(unit, training.body or "", by, note, now, training.at)
    training.state, training.body, training.head = "live", None, head
    training.decided_by, training.decided_at = by, now
    return head


def drop(unit: Unit, number: int, by: str, now: datetime) -> None:
    """Do not let what a training learnt go live. Raises Unlearnt, as `take_live` does."""
    training = _undecided(unit, number)
    training.state, training.body, training.decided_by, training.decided_at = "dropped", None, by, now


def _undecided(unit: Unit, number: int) -> Training:
    training = unit.training(number)
    if training is None or training.state != "done":
        raise Unlearnt(f"training {number} is not there to be decided about", "gone")
    return training
