"""Calling: what comes up in a call beside the objection, and what meets it (基础篇 五 4.2)."""

from collections.abc import Collection

from state.content.scenario import Incident
from state.content.terms import Hitch, Move
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.meters import felt
from state.dialogue.snapshot import Heard, Snapshot
from state.understanding.telephone import apologises, asks_again

HEARS_OUT: tuple[Move, ...] = ("acknowledge", "restate", "courtesy", "open_question")
"""What takes a complaint in before anything is said to it."""
SLIGHTS: frozenset[Move] = frozenset(("argue", "improper", "pressure", "dismiss"))


def meets(hitch: Hitch, heard: Heard, made: Collection[Move]) -> bool:
    """Whether a reply meets what has just come up. A slight that is felt or a word that cuts in meets nothing.

    Whoever asks politely for what was lost may sound as if he doubted it.
    made: the moves of the replies before it.
    """
    slights = felt(heard.reading, made) & SLIGHTS
    if heard.interrupted or (slights and not (hitch == "bad_line" and slights == {"argue"})):
        return False
    match hitch:
        case "bad_line":
            return asks_again(heard.reply)
        case "waited":
            return apologises(heard.reply)
        case "complaint":
            return apologises(heard.reply) or not heard.reading.moves.keys().isdisjoint(HEARS_OUT)


def met_by(customer: Customer, before: Snapshot, heard: Heard) -> Incident | None:
    """The incident that came with the customer's last words, if this reply meets it."""
    if before.hitch is None or not meets(before.hitch, heard, before.made):
        return None
    return customer.scenario.incidents[before.incidents - 1]


def due(customer: Customer, before: Snapshot, heard: Heard, view: View) -> Incident | None:
    """The incident that comes with the customer's next words; none while another is open or something else comes up."""
    left = customer.scenario.incidents[before.incidents :]
    busy = before.hitch is not None or heard.interrupted or view.raised is not None
    if not left or busy or view.turns < left[0].turn or customer.machine.outcome(view.state) is not None:
        return None
    return left[0]
