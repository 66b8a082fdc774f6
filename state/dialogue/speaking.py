"""Speaking: what a customer says to a reply, bubble by bubble."""

from state.content.scenario import Surface
from state.content.terms import MISTAKES, Move
from state.dialogue.company import speak_up
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.learning import Learnt
from state.dialogue.lines import Bubble, Voice
from state.dialogue.meters import felt
from state.dialogue.snapshot import Heard

CUE_ORDER: tuple[Move, ...] = (
    "improper", "pressure", "argue", "disparage", "overpromise", "dismiss", "concede",
    "isolate", "map_decision", "open_question", "closed_question", "go_informal",
    "solution", "evidence", "reassure", "expert_advice", "benefit", "advantage", "feature",
    "advance", "restate", "acknowledge", "courtesy", "other",
)  # fmt: skip
"""The order in which a customer takes up what a reply did: a slight first, then a question, then what was offered."""


def answer_to(
    customer: Customer, voice: Voice, view: View, heard: Heard, learnt: Learnt, fired: list[str], excuse: Surface | None
) -> list[Bubble]:
    """What the customer says, bubble by bubble: first to what was asked and offered, then what it brings up itself."""
    if customer.machine.outcome(view.state) is not None:
        return list(voice.for_cues(reversed(fired), view) or voice.default(view))
    words: list[Bubble] = []
    if heard.interrupted:
        words += voice.for_cues(["interrupt"], view) or ()
    answered = len(words)
    for fact in learnt.told[:2]:
        words += voice.one_of(fact.answer, fact.by)
    if learnt.guarded and not learnt.told:
        fact = learnt.guarded[0]
        if fact.guarded is not None and voice.has_unsaid(fact.guarded):
            words += voice.one_of(fact.guarded, fact.by)
        else:
            words += voice.for_cues(["guarded"], view) or ()
    for answer in learnt.eased[:1]:
        words += voice.one_of(answer.reply, answer.by)
    if not learnt.eased and learnt.excuses:
        reply = learnt.excuses[0].reply
        if reply is not None and voice.has_unsaid(reply):
            words += voice.one_of(reply)
    if view.raised == "excuse" and excuse is not None:
        words += voice.one_of(excuse.say)
    elif view.raised == "confide":
        words += voice.one_of(customer.scenario.concern.confided)
    elif view.raised is not None:
        words += voice.for_cues([view.raised], view) or ()
    if len(words) == answered:
        words += voice.for_cues(_cues(heard, learnt, view), view) or voice.default(view)
    words += speak_up(customer, voice, view, learnt)
    return words


def _cues(heard: Heard, learnt: Learnt, view: View) -> list[str]:
    """What the customer could take up, in the order in which a person would."""
    moves = heard.reading.moves
    happened = {event.happened for event in learnt.events}
    cues: list[str] = [] if heard.reply.strip() else ["silence"]
    if "Repeated" in happened:
        cues.append("repeated")
    mistakes = felt(heard.reading, view.before)
    cues += [move for move in CUE_ORDER if move in mistakes]
    if learnt.repeated:
        cues.append("told_already")
    if "TooLong" in happened:
        cues.append("too_long")
    if learnt.reheard:
        cues.append("answered_already")
    if view.addressed is not None:
        cues.append(f"to:{view.addressed}")
    for move in CUE_ORDER:
        if move in moves and move not in MISTAKES:
            cues.append(move)
            if learnt.missed and move in ("open_question", "closed_question"):
                cues.append("unknown")
    return cues
