"""Marking: what is sent in from a talk's page: a comment, an answer, a correction, a verdict, a score of one's own."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.responses import Response

from bot.calibrating import NotBlind, ask_blind, give_blind
from bot.cleaning import cleaned
from bot.commenting import Unwritten, answer, comment
from bot.correcting import LONGEST, Uncorrected, as_it_stands, correct_moves, correct_points, withdraw
from bot.deciding import Undecided, rule
from bot.desk import transcript
from bot.desk.candidates import candidates
from bot.desk.visiting import Missing, Visit
from bot.rights import NotAllowed, review, to_score
from state.content.terms import MOVES
from state.records.reviews import Key
from state.records.tables import Role, User, Verdict
from state.records.unit import Unit
from state.scoring.card import Card
from state.troupe import Troupe

SHARES = {"full": 1.0, "half": 0.5, "none": 0.0}
BLIND: dict[str, float | None] = {**SHARES, "unrated": None}


@dataclass(frozen=True)
class Sent:
    """A form about a talk, with all that acting on it takes."""

    visit: Visit
    unit: Unit
    troupe: Troupe
    by: User
    role: Role
    talk: Key

    def field(self, name: str) -> str:
        """What was sent in under a name; '' if nothing was."""
        return self.visit.form.get(name, "")

    @property
    def about(self) -> tuple[Unit, Troupe, User, Role, Key]:
        """What every action begins with."""
        return self.unit, self.troupe, self.by, self.role, self.talk

    def number(self, name: str) -> int | None:
        """A number that was sent in; None if it is none."""
        text = self.field(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def mark(visit: Visit) -> Response:
    """Do what a form on a talk's page asks for, and show the page; again with the form if it cannot be done."""
    practice, params, by = visit.desk.practice, visit.request.path_params, visit.by
    practice.stage.refresh()
    talk: Key = (params["trainee"], params["talk"])
    do = visit.form.get("do", "")
    act = ACTS.get(do)
    if act is None:
        raise Missing
    try:
        with practice.records.unit() as unit:
            (to_score if do == "blind" else review)(unit, by.id, by.role, talk)
            where = act(Sent(visit, unit, practice.troupe, visit.user(unit), by.role, talk))
    except NotAllowed as error:
        raise Missing from error
    except (Unwritten, Uncorrected) as error:
        return transcript.page(visit, visit.say(error.why))
    except NotBlind as error:
        return transcript.page(visit, visit.say("desk-not-blind", why=error.why))
    except Undecided:
        return transcript.page(visit, visit.say("review-only-refuse"))
    address = "/".join(quote(part, safe="") for part in talk)
    return visit.away(f"/talks/{address}?{urlencode({'did': do})}{where}")


def _comment(sent: Sent) -> str:
    turn = sent.number("turn")
    comment(*sent.about, sent.field("text"), sent.visit.now, turn)
    return _at(turn)


def _answer(sent: Sent) -> str:
    made = answer(*sent.about, sent.number("number") or 0, sent.field("text"), sent.visit.now)
    return _at(made.turn)


def _moves(sent: Sent) -> str:
    turn = sent.number("turn") or 0
    ticked = [move for move in MOVES if f"move.{move}" in sent.visit.form]
    correct_moves(*sent.about, turn, ticked, sent.field("reason"), sent.visit.now)
    return _at(turn)


def _points(sent: Sent) -> str:
    name, share = sent.field("criterion"), SHARES.get(sent.field("share"))
    if share is None:
        raise Uncorrected("desk-no-share")
    card: Card = as_it_stands(sent.unit, sent.troupe, sent.talk, sent.visit.now)
    turn = next((judged.turn for judged in card.judged if judged.criterion == name), None)
    correct_points(*sent.about, name, share, sent.field("reason"), sent.visit.now, turn)
    return f"#criterion-{name}"


def _withdraw(sent: Sent) -> str:
    number = sent.number("number") or 0
    withdraw(*sent.about, number, sent.visit.now)
    row = next(each for each in sent.unit.corrections(*sent.talk) if each.number == number)
    return _at(row.turn) if row.kind == "moves" else f"#criterion-{row.criterion}"


def _rule(sent: Sent) -> str:
    appeals = sent.unit.appeals(*sent.talk)
    found = next((each for each in appeals if each.criterion == sent.field("criterion") and each.state == "open"), None)
    verdict = sent.field("verdict")
    if found is None or verdict not in ("upheld", "refused"):
        raise Uncorrected("review-decided-before")
    note = cleaned(sent.field("note"))
    if len(note) > LONGEST:
        raise Uncorrected("review-too-long")
    kept: Verdict = "upheld" if verdict == "upheld" else "refused"
    rule(sent.unit, sent.troupe, found, kept, note, sent.by.id, sent.visit.now)
    return "#card"


def _ask(sent: Sent) -> str:
    wanted = [each for each in candidates(sent.visit, sent.unit, sent.talk) if f"coach.{each.id}" in sent.visit.form]
    if not wanted:
        raise Uncorrected("desk-nobody-asked")
    ask_blind(*sent.about, [(each.user, each.role) for each in wanted], sent.visit.now)
    return "#blind"


def _blind(sent: Sent) -> str:
    asked = as_it_stands(sent.unit, sent.troupe, sent.talk, sent.visit.now).asked
    given = {name: sent.field(f"share.{name}") for name in asked}
    if any(share not in BLIND for share in given.values()):
        raise NotBlind("shares")
    give_blind(*sent.about, {name: BLIND[share] for name, share in given.items()}, sent.visit.now)
    return "#card"


def _at(turn: int | None) -> str:
    return f"#turn-{turn}" if turn is not None else "#whole"


ACTS: dict[str, Callable[[Sent], str]] = {
    "comment": _comment,
    "answer": _answer,
    "moves": _moves,
    "points": _points,
    "withdraw": _withdraw,
    "rule": _rule,
    "ask": _ask,
    "blind": _blind,
}
"""What each form does; returns the place on the page to go on at."""
