"""Certificates: a page in the trainee's language with what was passed, how well and when, and a code to check it by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.actions import Person
from bot.texts import Texts, texts
from state.records.records import Records
from state.records.reviewing import Assignment
from state.records.unit import Unit
from state.troupe import Troupe

NAME = "duilian-certificate"
CODE = 12  # characters of a certificate's code: nobody guesses one in a lifetime


@dataclass(frozen=True)
class Certificate:
    """All that a certificate says. passed: whom, score, day. by: who asked for it; '' if that is not known any more."""

    name: str
    passed: Sequence[tuple[str, int, str]]
    least: int
    by: str
    day: datetime
    code: str


class NoCertificate(Exception):
    """There is no such certificate, or not any more."""


def code_of(row: Assignment) -> str:
    """The code of a certificate, as 3F2A-91BC-7D04."""
    short = row.id[:CODE].upper()
    return "-".join(short[at : at + 4] for at in range(0, CODE, 4))


def checked(unit: Unit, troupe: Troupe, say: Texts, code: str) -> str:
    """What is said about a code that somebody shows: whose certificate it is, and for what; or that it is none."""
    plain = re.sub(r"[\s\-–—]", "", code).lower()
    row = unit.certificate(plain) if re.fullmatch(rf"[0-9a-f]{{{CODE}}}", plain) else None
    if row is None:
        return say("certificate-unknown", code=code[:40])
    found = _certificate(unit, troupe, say, row)
    lines = [say("certificate-genuine", code=found.code, name=found.name, day=f"{found.day:%Y-%m-%d}")]
    lines += [say("certificate-line", name=name, score=score, day=day) for name, score, day in found.passed]
    return "\n".join(lines)


def certificate_of(records: Records, troupe: Troupe, user_id: str, assignment: str) -> bytes:
    """Somebody's certificate for an assignment that is done, as PDF. Raises NoCertificate or RecordsUnavailable."""
    with records.unit() as unit:
        row, user = unit.assignment(user_id, assignment), unit.user(user_id)
        if row is None or user is None or row.done_at is None or row.task != "certificate":
            raise NoCertificate(assignment)
        say = texts(user.lang)
        found = _certificate(unit, troupe, say, row)
    from bot.sheet import drawn  # half a second to load, for something that is rare

    return drawn(say, found)


def save_certificate(records: Records, troupe: Troupe, person: Person, assignment: str) -> str:
    """Write a certificate into the working folder; return what is to be said about it. Raises RecordsUnavailable."""
    say = texts(person.lang, person.channel)
    file = Path(f"{NAME}-{assignment[:CODE]}.pdf")
    try:
        file.write_bytes(certificate_of(records, troupe, person.id, assignment))
    except NoCertificate:
        return say("certificate-gone")
    except OSError as error:
        return say("mydata-unwritten", path=str(file), why=error.strerror or str(error))
    return say("certificate-written", path=str(file.absolute()))


def _certificate(unit: Unit, troupe: Troupe, say: Texts, row: Assignment) -> Certificate:
    assert row.done_at is not None
    user, coach = unit.user(row.user_id), unit.user(row.made_by) if row.made_by else None
    passed = []
    for subject, score, at in row.results or ():
        customer = troupe.customers.get(subject)
        names = {"person": customer.account.person, "scenario": customer.scenario.title} if customer else {}
        day = datetime.fromisoformat(at).astimezone()
        passed.append((say("task-person", **names) if customer else subject, int(score), f"{day:%Y-%m-%d}"))
    number = row.user_id.partition(":")[2]
    name = user.name if user is not None and user.name else number
    return Certificate(name, passed, row.least, coach.name if coach else "", row.done_at.astimezone(), code_of(row))
