"""The customers of the shipped content, and small ways to talk to them without an encoder."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.bootstrap import load_troupe
from state.content.terms import Form, Lang, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, Step, Turn, turn_of
from state.dialogue.step import begin, step
from state.troupe import Troupe
from state.understanding.reading import Match, Reading
from state.understanding.wording import language, length

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
SURELY = 0.95  # how sure a written-down reading is of its moves


@cache
def troupe() -> Troupe:
    return load_troupe(Path(__file__).parents[1] / "scenarios")


FAMILIAR = (
    "zh/vmc_price", "zh/horizontal_accuracy", "zh/fixture_later", "zh/lathe_precise", "zh/service_contract",
    "en/lathe_quote", "en/dealer_service", "en/workholding_polite", "en/pallet_questions", "en/automation_cell",
)  # fmt: skip
"""Those that most tests talk to: each kind of objection once in each language."""
CHINESE = (
    *FAMILIAR[:5],
    "zh/zero_point_call", "zh/pouch_packer", "zh/tool_crib", "zh/air_saving_call", "zh/robot_loading",
)  # fmt: skip
"""Ten with whom whole talks are held: each kind of objection twice, from two kinds of people, some on the telephone."""
SOME = tuple(sorted({*CHINESE, *FAMILIAR}))
"""These, and five in English: enough for what goes by the kind of objection and takes long."""
SCENARIOS = tuple(sorted(troupe().customers))


def customer_of(scenario: str = "zh/vmc_price") -> Customer:
    return troupe().customers[scenario]


def without_follow_ups(customer: Customer) -> Customer:
    """The same customer, who has nothing to add to what was told."""
    return replace(customer, scenario=customer.scenario.model_copy(update={"follow_ups": ()}))


def reading_of(
    reply: str,
    moves: Sequence[Move] | Mapping[Move, float] = ("other",),
    *,
    asks: Sequence[str] = (),
    near_to: Sequence[str] = (),
    gives: Sequence[str] = (),
    answers_excuse: Sequence[str] = (),
    forms: Sequence[Form] = (),
    lang: Lang = "zh",
) -> Reading:
    """A reading written down: the whole reply shows every move, and every match is certain."""
    whole = (0, len(reply))
    sure = moves if isinstance(moves, Mapping) else dict.fromkeys(moves, SURELY)

    def matches(ids: Sequence[str]) -> tuple[Match, ...]:
        return tuple(Match(id=id_, confidence=1.0, span=whole) for id_ in ids)

    return Reading(
        moves=dict(sure),
        spans=dict.fromkeys(sure, whole),
        asked=matches(asks),
        nearby=next(iter(matches(near_to)), None),
        answers=matches(gives),
        surface=matches(answers_excuse),
        forms=tuple(forms),
        length=length(reply, lang),
        lang=lang,
    )


def heard_as(
    *moves: Move,
    reply: str = "这句话不长也不短，刚好够他听明白。",
    interrupted: bool = False,
    asks: Sequence[str] = (),
    gives: Sequence[str] = (),
    answers_excuse: Sequence[str] = (),
) -> Heard:
    """A reply that makes these moves, whatever its words."""
    lang = language(reply, "zh")
    reading = reading_of(reply, moves or ("other",), asks=asks, gives=gives, answers_excuse=answers_excuse, lang=lang)
    return Heard(reply=reply, reading=reading, interrupted=interrupted)


def started(customer: Customer, seed: int = 0) -> Snapshot:
    return begin(customer, seed, NOW).snapshot


def played(customer: Customer, heards: Sequence[Heard], start: Snapshot | None = None) -> tuple[list[Turn], Snapshot]:
    """Play replies until they run out or the talk ends."""
    snapshot = start or started(customer)
    turns: list[Turn] = []
    for heard in heards:
        if snapshot.outcome is not None:
            break
        taken: Step = step(customer, snapshot, heard, NOW)
        turns.append(turn_of(snapshot, heard, taken))
        snapshot = taken.snapshot
    return turns, snapshot
