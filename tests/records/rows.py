"""Rows to keep: the smallest true ones, with whatever a test cares about put in by name."""

from datetime import UTC, datetime, timedelta
from typing import Any

from state.records.imports import ImportedMark, ImportedTalk
from state.records.reviewing import Assignment, BlindScore, Comment, Correction, SignIn, Stay
from state.records.schooling import Agreed
from state.records.tables import Appeal, Card, DrillRound, Goal, Row, Session, Turn, User

NOON = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)
LI = "telegram:7000000001"


def user(**values: Any) -> User:
    return User(
        **{
            "id": LI,
            "channel": "telegram",
            "chat_id": 7_000_000_001,
            "name": "小李",
            "lang": "zh",
            "created_at": NOON,
            "seen_at": NOON,
            **values,
        }
    )


def session(**values: Any) -> Session:
    return Session(
        **{
            "user_id": LI,
            "id": "first",
            "scenario": "zh/laser_payback",
            "content_version": "c1",
            "reader_version": "r1",
            "lang": "zh",
            "seed": 7,
            "started_at": NOON,
            "updated_at": NOON,
            **values,
        }
    )


def turn(**values: Any) -> Turn:
    return Turn(
        **{
            "user_id": LI,
            "session_id": "first",
            "number": 1,
            "at": NOON,
            "reply": "您是跟哪家比觉得贵？",
            "reading": {"moves": {"open_question": 0.9}, "spans": {"open_question": [0, 10]}},
            "state_before": "objecting",
            "state_after": "exploring",
            "meters": {"trust": 45, "patience": 60, "interest": 50},
            "says": [["跟南边那家比。", "他们便宜三万。"]],
            "events": [{"event": "fact_told", "fact": "rival_price"}],
            **values,
        }
    )


def card(**values: Any) -> Card:
    return Card(
        **{
            "user_id": LI,
            "session_id": "first",
            "number": 1,
            "rubric_version": 1,
            "reader_version": "r1",
            "content_version": "c1",
            "score": 72,
            "body": {"steps": {"d": 3}},
            "made_at": NOON,
            **values,
        }
    )


def appeal(**values: Any) -> Appeal:
    return Appeal(
        **{
            "user_id": LI,
            "session_id": "first",
            "criterion": "restated",
            "id": "a0",
            "turn": 1,
            "made_at": NOON,
            **values,
        }
    )


def goal(**values: Any) -> Goal:
    return Goal(
        **{
            "user_id": LI,
            "number": 1,
            "step": "c",
            "target": 80,
            "per_week": 3,
            "set_at": NOON,
            "until": NOON + timedelta(weeks=2),
            **values,
        }
    )


def drill_round(**values: Any) -> DrillRound:
    return DrillRound(
        **{
            "user_id": LI,
            "number": 1,
            "drill": "zh_isolate",
            "content_version": "d1",
            "lang": "zh",
            "items": 10,
            "answered": 2,
            "correct": 1,
            "answers": [{"item": "0a1b2c3d4e5f", "right": True}, {"item": "f5e4d3c2b1a0", "right": False}],
            "started_at": NOON,
            "updated_at": NOON + timedelta(minutes=2),
            **values,
        }
    )


def comment(**values: Any) -> Comment:
    return Comment(**{"user_id": LI, "session_id": "first", "number": 1, "text": "这一句问得好", "at": NOON, **values})


def correction(**values: Any) -> Correction:
    return Correction(
        **{
            "user_id": LI,
            "session_id": "first",
            "number": 1,
            "kind": "moves",
            "turn": 1,
            "moves": ["open_question"],
            "reason": "问的是跟谁比，不是反驳",
            "at": NOON,
            **values,
        }
    )


def assignment(**values: Any) -> Assignment:
    return Assignment(
        **{
            "user_id": LI,
            "id": "a1",
            "batch": "b1",
            "task": "customer",
            "subjects": ["zh/laser_payback"],
            "made_at": NOON,
            **values,
        }
    )


def imported(**values: Any) -> ImportedTalk:
    return ImportedTalk(
        **{
            "user_id": LI,
            "id": "real",
            "name": "talk.txt",
            "lang": "zh",
            "reader_version": "r1",
            "log": {
                "opening": ["太贵了。"],
                "exchanges": [
                    {
                        "reply": "您跟哪家比？",
                        "answers": ["台州。"],
                        "line": 2,
                        "reading": {"moves": {"open_question": 0.9}, "length": 5, "lang": "zh"},
                    }
                ],
                "problems": [],
                "left_out": 0,
            },
            "imported_at": NOON,
            **values,
        }
    )


def reviewed(user_id: str, session_id: str) -> list[Row]:
    """One row of every kind that coaches make about a trainee's talk or bring in,
    and the trainee's own link to the desk."""
    whose = {"user_id": user_id, "session_id": session_id}
    return [
        comment(**whose),
        correction(**whose),
        BlindScore(**whose, coach_id="telegram:9", asked_at=NOON),
        Agreed(**whose, about="reply 1 open_question", at=NOON),
        assignment(user_id=user_id),
        imported(user_id=user_id, imported_at=NOON - timedelta(hours=3)),
        ImportedMark(user_id=user_id, talk_id="real", number=1, kind="comment", text="问得好", at=NOON),
        SignIn(user_id=user_id, digest="0" * 64, made_at=NOON, expires_at=NOON + timedelta(minutes=10)),
        Stay(user_id=user_id, digest="1" * 64, way="link", begun_at=NOON, ends_at=NOON + timedelta(hours=12)),
    ]
