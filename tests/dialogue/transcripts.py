"""Transcripts: a talk as it went, with what was read and what was felt, to be looked at where it departs."""

from state.dialogue.customer import Customer
from state.dialogue.snapshot import Meters, Say, Turn
from state.scoring.card import Card

METERS = ("trust", "patience", "interest")


def shown(customer: Customer, turn: Turn) -> list[str]:
    read = ", ".join(f"{move} {sure:.2f}" for move, sure in turn.reading.moves.items())
    for word, matches in (("asks", turn.reading.asked), ("gives", turn.reading.answers), ("on", turn.reading.surface)):
        if matches:
            read += f"; {word} " + ", ".join(f"{match.id} {match.confidence:.2f}" for match in matches)
    events = " ".join(f"{event.happened}({event.about})" for event in turn.events)
    return [
        f"{turn.number}. trainee{' (cutting in)' if turn.interrupted else ''}: {turn.reply}",
        f"       read as {read}",
        spoken(customer, turn.says),
        standing(turn.state_after, turn.before, turn.after),
        *([f"       {events}"] if events else []),
    ]


def spoken(customer: Customer, says: tuple[Say, ...]) -> str:
    return f"   {customer.account.person}: " + " / ".join(say.line for say in says)


def standing(state: str, before: Meters | None, after: Meters) -> str:
    def meter(name: str) -> str:
        value: int = getattr(after, name)
        return f"{name} {value}" + ("" if before is None else f" ({value - getattr(before, name):+d})")

    return f"       [{state}] " + ", ".join(map(meter, METERS))


def card_shown(card: Card) -> list[str]:
    parts = " ".join(
        f"{part.id}:{'-' if part.share is None else round(part.share * 100)}" for part in (*card.steps, *card.groups)
    )
    lost = [
        f"       {part.id} {judged.criterion}: {judged.points:g} of {judged.of}"
        + (f" (turn {judged.turn}: {judged.quote})" if judged.turn else "")
        for part in (*card.steps, *card.groups)
        for judged in part.criteria
        if judged.share is not None and judged.share < 1
    ]
    slips = ", ".join(f"{slip.move} -{slip.cost}" for slip in card.mistakes) or "none"
    return [f"card: {card.score} {card.outcome} | {parts} | mistakes: {slips} | focus: {card.focus}", *lost]
