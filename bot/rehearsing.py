"""Rehearsing: trainees of every kind play a customer many times, and what came of it is told."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from bot.replaying import converse
from bot.texts import Texts
from bot.trainees import KINDS, Kind, phrases, trainee
from state.content.examples import Examples
from state.content.sources import Source
from state.content.terms import Outcome
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn
from state.dialogue.step import begin
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader

WINS = 0.9
"""Share of its talks in which an expert must win the customer."""
GETS_AWAY = 0.02
"""Share of its talks in which an arguer may."""

BAR = 20  # cells of a bar
MARKS: tuple[tuple[Outcome, str], ...] = (("agreed", "█"), ("deferred", "▒"), ("lost", "░"))


@dataclass(frozen=True)
class Played:
    """A talk that a trainee had. seed: which one of the kind it was, from 0. points: of its card, 0–100."""

    kind: Kind
    seed: int
    talk: Talk
    points: int


@dataclass(frozen=True)
class Rehearsal:
    """What came of all talks with one customer."""

    customer: Customer
    talks: tuple[Played, ...]

    def of(self, kind: Kind) -> list[Played]:
        """The talks of one kind of trainee."""
        return [played for played in self.talks if played.kind == kind]

    def share(self, kind: Kind, outcome: Outcome) -> float:
        """The share of a kind's talks that ended so, 0–1."""
        ours = self.of(kind)
        return sum(played.talk.end.outcome == outcome for played in ours) / len(ours) if ours else 0.0

    @property
    def unreached(self) -> list[str]:
        """States in which no talk ever was."""
        been = {begin(self.customer, 0, self.talks[0].talk.end.at).snapshot.state}
        been |= {turn.state_after for turn in self._turns()}
        return [state.id for state in self.customer.objection.states if state.id not in been]

    @property
    def unsaid(self) -> list[int]:
        """Places of `lines` of which nothing was ever said, by their index."""
        heard = {say.text for turn in self._turns() for say in turn.says}
        return [
            index
            for index, place in enumerate(self.customer.scenario.lines)
            if not any(bubble in heard for burst in place.say for bubble in burst)
        ]

    def _turns(self) -> list[Turn]:
        return [turn for played in self.talks for turn in played.talk.turns]

    @property
    def sound(self) -> bool:
        """Whether experts win and arguers do not; of who did not play, nothing is asked."""
        won, got_away = self.share("expert", "agreed"), self.share("arguer", "agreed")
        return (won >= WINS or not self.of("expert")) and got_away <= GETS_AWAY


def rehearse(
    customer: Customer,
    examples: Sequence[Examples],
    troupe: Troupe,
    reader: Reader,
    talks: int,
    kinds: Sequence[Kind] = KINDS,
) -> Rehearsal:
    """Let trainees of these kinds have so many talks each with a customer, as many at once as there are cores.

    examples: labelled replies, from which they draw their sentences.
    """
    said = phrases(examples, customer.scenario.lang, customer.objection.id)

    def play(kind: Kind, seed: int) -> Played:
        turns, end = converse(customer, trainee(kind, customer, seed, said), seed, reader)
        talk = Talk(customer=customer, turns=tuple(turns), end=end)
        return Played(kind, seed, talk, score(talk, troupe.rubric).score)

    each = [(kind, seed) for kind in kinds for seed in range(talks)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return Rehearsal(customer, tuple(pool.map(lambda one: play(*one), each)))


def table(rehearsal: Rehearsal, say: Texts) -> Table:
    """How each kind of trainee fared, with a bar of the outcomes."""
    shown = Table(title=f"{rehearsal.customer.id}  {rehearsal.customer.scenario.title}", title_justify="left")
    shown.add_column(say("rehearse-who"))
    shown.add_column(say("rehearse-bar", **dict(MARKS)), no_wrap=True)
    for outcome, _ in MARKS:
        shown.add_column(say("rehearse-outcome", outcome=outcome), justify="right")
    shown.add_column(say("rehearse-points"), justify="right")
    for kind in KINDS:
        if ours := rehearsal.of(kind):
            shares = [rehearsal.share(kind, outcome) for outcome, _ in MARKS]
            points = sorted(played.points for played in ours)
            spread = f"{points[0]} – {median(points):.0f} – {points[-1]}"
            shown.add_row(say("rehearse-kind", kind=kind), _bar(shares), *(f"{of:.0%}" for of in shares), spread)
    return shown


def _bar(shares: Sequence[float]) -> str:
    """A bar of BAR cells; what rounding leaves over goes to the last that has a share."""
    bar = "".join(mark * round(share * BAR) for share, (_, mark) in zip(shares, MARKS, strict=True))
    last = max(index for index, share in enumerate(shares) if share)
    return (bar + MARKS[last][1] * BAR)[:BAR]


def remarks(rehearsal: Rehearsal, source: Source, say: Texts) -> list[str]:
    """What should not be so: who wins that should not, or does not that should; what nobody ever reached or heard.

    source: the scenario's file, by which lines are named.
    """
    found = list[str]()
    if rehearsal.of("expert") and (won := rehearsal.share("expert", "agreed")) < WINS:
        found.append(say("rehearse-expert", won=f"{won:.0%}", least=f"{WINS:.0%}"))
    if (won := rehearsal.share("arguer", "agreed")) > GETS_AWAY:
        found.append(say("rehearse-arguer", won=f"{won:.0%}", most=f"{GETS_AWAY:.0%}"))
    if unreached := rehearsal.unreached:
        found.append(say("rehearse-states", states=", ".join(unreached)))
    if unsaid := rehearsal.unsaid:
        lines = ", ".join(str(source.node(("lines", index)).line) for index in unsaid)
        count = len(rehearsal.customer.scenario.lines)
        found.append(say("rehearse-lines", unsaid=len(unsaid), count=count, path=source.path, lines=lines))
    return found
