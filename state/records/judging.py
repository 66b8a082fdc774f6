"""Judging: which talks coaches judged, and what tells whether anything was found of one since it was looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlmodel
from sqlalchemy import func, tuple_, union_all
from sqlmodel import col, select

from state.records.reviewing import BlindScore, Comment, Correction
from state.records.reviews import Key, among, by_coach, open_to_review
from state.records.tables import Appeal, Session


@dataclass(frozen=True)
class JudgedTalk:
    """A talk that coaches judged. looked: whether one commented on or corrected it. scores: given blind, by coach.

    state: how many corrections it has, how many of them were withdrawn, and how many appeals about it were upheld. As
    rows are only added and decided once, it is another whenever people find anything else of the talk.
    """

    key: Key
    scenario: str
    looked: bool
    state: tuple[int, int, int]
    scores: Mapping[str, Mapping[str, float | None]]


class Judgings:
    """The part of a unit that finds all talks that coaches judged."""

    _database: sqlmodel.Session

    def judged_talks(self, trainees: Collection[str] | None, but: Collection[Key] = ()) -> list[JudgedTalk]:
        """The talks of these trainees (none: of everybody) that a coach has commented on, corrected or scored blind.

        but: talks that are left out. Never a private one.
        """
        judged = union_all(
            select(Comment.user_id, Comment.session_id).where(by_coach(Comment)),
            select(Correction.user_id, Correction.session_id),
            select(BlindScore.user_id, BlindScore.session_id).where(col(BlindScore.done_at).is_not(None)),
        )
        rules = (*open_to_review(trainees), *among(Session.user_id, Session.id, None, but))
        wanted = select(Session.user_id, Session.id, Session.scenario).where(
            *rules, tuple_(col(Session.user_id), col(Session.id)).in_(judged)
        )
        found = list(self._database.exec(wanted.order_by(col(Session.ended_at), col(Session.id))))
        commented = {*self._database.exec(select(Comment.user_id, Comment.session_id).where(by_coach(Comment)))}
        corrected, upheld, scores = self._corrected(), self._upheld(), self._scored_blind()
        return [
            JudgedTalk(
                key := (user_id, session_id),
                scenario,
                key in corrected or key in commented,
                (*corrected.get(key, (0, 0)), upheld.get(key, 0)),
                scores.get(key, {}),
            )
            for user_id, session_id, scenario in found
        ]

    def _corrected(self) -> dict[Key, tuple[int, int]]:
        """How many corrections each talk has, and how many of them were withdrawn."""
        counted = select(
            Correction.user_id, Correction.session_id, func.count(), func.count(col(Correction.withdrawn_at))
        ).group_by(col(Correction.user_id), col(Correction.session_id))
        return {
            (user_id, session_id): (every, gone) for user_id, session_id, every, gone in self._database.exec(counted)
        }

    def _upheld(self) -> dict[Key, int]:
        """How many appeals about each talk were upheld."""
        counted = select(Appeal.user_id, Appeal.session_id, func.count()).where(Appeal.state == "upheld")
        counted = counted.group_by(col(Appeal.user_id), col(Appeal.session_id))
        return {(user_id, session_id): count for user_id, session_id, count in self._database.exec(counted)}

    def _scored_blind(self) -> dict[Key, dict[str, Mapping[str, float | None]]]:
        """The scores that were given blind of each talk, by coach."""
        found: dict[Key, dict[str, Mapping[str, float | None]]] = {}
        for row in self._database.exec(select(BlindScore).where(col(BlindScore.done_at).is_not(None))):
            found.setdefault((row.user_id, row.session_id), {})[row.coach_id] = row.shares or {}
        return found
