"""Talk files: what the trainee says, what must follow and what the card says, as a coach writes it in YAML."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from state.content.terms import Move, StepId
from state.dialogue.snapshot import Happened
from state.scoring.talk import Diagnosis, Preparation

FOLDER = Path(__file__).parents[1] / "talks"

Change = Annotated[str, Field(pattern=r"^(rises|falls|stays|(over|under) \d+)$")]
"""How a meter must move in the turn, or where it must stand after it."""

OneOrMany = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class Written(BaseModel):
    """A mapping in a talk file: an unknown key is an error, so that a slip of the pen does not pass for a test."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Then(Written):
    """What must follow a reply. Whatever is left out may be anything.

    said: what the customer says, all of these: `fact:ID`, `guarded:ID`, `answer:ID`, `excuse:ID` or `excuse`,
        `confide`, a name that lines have under `on` (`ask_more`, `too_soon`, a move …), or words of the line itself.
    unsaid: words or names, as for `said`, none of which is said.
    told, eased: facts told, answers that count; at least these, or none at all for [].
    happened: events, at least these.
    moves: what the reader reads, at least these.
    """

    state: str | None = None
    said: OneOrMany = ()
    unsaid: OneOrMany = ()
    told: tuple[str, ...] | None = None
    eased: tuple[str, ...] | None = None
    happened: tuple[Happened, ...] = ()
    moves: tuple[Move, ...] = ()
    trust: Change | None = None
    patience: Change | None = None
    interest: Change | None = None


class Exchange(Written):
    """One reply. With `moves`, its reading is written down here; without, the reader reads it.

    asks, gives, answers_excuse: facts asked for, answers given, surface objections answered (only with `moves`).
    interrupts: it comes in before the customer has finished.
    """

    trainee: str
    moves: Annotated[tuple[Move, ...], Field(min_length=1)] | None = None
    asks: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    answers_excuse: tuple[str, ...] = ()
    interrupts: bool = False
    then: Then | None = None


class ExpectedCard(Written):
    """What the card must say. outcome: `none` if the talk is not to have ended. mistakes: all, in their order."""

    outcome: Literal["agreed", "deferred", "lost", "none"] | None = None
    score: Annotated[str, Field(pattern=r"^(over|under) \d+$")] | None = None
    steps: dict[StepId, Literal["full", "part", "none", "unrated"]] = {}
    mistakes: tuple[Move, ...] | None = None
    focus: str | None = None


class TalkFile(Written):
    """A talk. scenario: the customer, or several to whom the same is said. Replies after the end are not heard."""

    scenario: OneOrMany
    seed: int = 0
    prepared: Preparation | None = None
    diagnosed: Diagnosis | None = None
    talk: Annotated[tuple[Exchange, ...], Field(min_length=1)]
    card: ExpectedCard = ExpectedCard()

    @property
    def written_down(self) -> bool:
        """Whether every reading is written down, so that no reader is needed."""
        return all(exchange.moves is not None for exchange in self.talk)


def talks() -> dict[str, TalkFile]:
    """Every talk in the folder by its file's name, without the suffix."""
    return {
        path.stem: TalkFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    }
