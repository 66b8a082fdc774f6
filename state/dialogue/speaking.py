"""Speaking: what a customer says to a reply, bubble by bubble."""

from collections.abc import Iterable, Mapping, Sequence

from state.content.follow_up import ASKED_ON
from state.content.scenario import Fact, Incident, Surface
from state.content.terms import FACT, FIGURE, MISTAKES, Id, Lines, Move
from state.dialogue.company import speak_up
from state.dialogue.correcting import checked, known_numbers, right_figure
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.learning import Learnt
from state.dialogue.ledger import numbers_of
from state.dialogue.lines import Bubble, Pool, Spoken, Voice, pool_of, unsaid
from state.dialogue.meters import felt
from state.dialogue.snapshot import Heard
from state.dialogue.wanting import ASKED, ASKS, HARDLY, wanted
from state.understanding.figures import figures
from state.understanding.telling import telling
from state.understanding.wording import foreign, last_question

CUE_ORDER: tuple[Move, ...] = (
    "improper", "pressure", "argue", "disparage", "overpromise", "dismiss", "concede",
    "isolate", "map_decision", "open_question", "closed_question", "go_informal",
    "solution", "evidence", "reassure", "expert_advice", "benefit", "advantage", "feature",
    "advance", "restate", "acknowledge", "courtesy", "other",
)  # fmt: skip
"""The order in which a customer takes up what a reply did: a slight first, then a question, then what was offered."""
CHANGING = frozenset(("excuse", "brush_off", "doubt"))
"""What is brought up to get away from what was said."""
BRINGING_UP: frozenset[Move] = frozenset(("isolate", "go_informal"))
"""What is answered by that which it brings up."""
PLAINLY: Mapping[Move, float] = {"isolate": 0.9, "map_decision": 0.9, "restate": 0.7}
"""How surely these must be read to be taken for that, where the words ask for something else."""
SURELY = 0.9
"""How surely a slight must be read to be taken up in place of a wrong figure."""
THE_SAME = 0.97
"""How sure it must be that a question asks for a fact, for it to be told twice."""
HALF, FEW = 0.5, 3
"""The share of what a fact tells, and the words at least, that make another line tell it too."""
ROUNDED = 0.1
"""How far from a figure, as a share of it, a round one may be that is said in its place."""
LAID_BEFORE: frozenset[Move] = frozenset(("solution", "evidence", "reassure", "expert_advice"))
"""What a person looks at before changing the subject."""
OFFERS: frozenset[Move] = LAID_BEFORE | {"advance"}
"""What a question may only be the end of."""
Cue = str | Sequence[Pool]
"""What is taken up: by the name under which lines stand, or the lines themselves."""
PURSUED = frozenset(("own_words", "why", "either_or", "who", "how_much"))
"""What is asked in earnest beside an offer, too."""


def answer_to(
    customer: Customer,
    voice: Voice,
    view: View,
    heard: Heard,
    learnt: Learnt,
    fired: list[str],
    excuse: Surface | None,
    incident: Incident | None,
) -> list[Bubble]:
    """What the customer says, bubble by bubble: first to what was asked and offered, then what it brings up itself.

    incident: what came up in the call and is met by this reply.
    """
    if customer.machine.outcome(view.state) is not None:
        last = voice.for_cues(reversed(fired), view) or voice.default(view)
        which = ["either_or"] if "either_or" in heard.reading.forms else []
        return [*last, *(voice.for_cues(which, view) or ())]
    words: list[Bubble] = []
    if heard.interrupted:
        words += voice.for_cues(["interrupt"], view) or ()
    answered = len(words)
    words += _put_right(customer, voice, view, heard, learnt)
    if incident is not None:
        words += voice.one_of(incident.reply)
    doubtful = {match.id for match in heard.reading.asked if match.doubtful}
    confession = customer.scenario.concern.confided if view.raised == "confide" else ()
    besides = "\n".join([*(bubble.text for bubble in words), *(text for line in confession for text in line)])
    for fact in [fact for fact in learnt.told if not _is_in(fact, besides)][:2]:
        lead = voice.for_cues(["nearby"], view) if fact.id in doubtful and len(words) == answered else None
        words += _with_fact(voice, fact, lead) if lead else voice.one_of(fact.answer, fact.by)
    if learnt.guarded and not learnt.told:
        fact = learnt.guarded[0]
        if fact.guarded is not None and voice.has_unsaid(fact.guarded):
            words += voice.one_of(fact.guarded, fact.by)
        else:
            words += voice.for_cues(["guarded"], view) or ()
    second = customer.scenario.second
    met = second is not None and any(event.happened == "SecondMet" for event in learnt.events)
    if second is not None and met:
        words += voice.one_of(second.reply)
    for answer in () if met else learnt.eased[:1]:
        words += voice.one_of(_backed(customer, view, heard, answer.reply), answer.by)
    if not learnt.eased and not met and learnt.excuses and _held(customer, view, heard) != "misquoted":
        reply = learnt.excuses[0].reply
        if reply is not None and voice.has_unsaid(reply):
            words += voice.one_of(reply)
    for fact in learnt.repeated[:1]:
        # Asked again, people say it again in other words; but only where it is plain that they are asked the same, and
        # not who told them, or why it is so.
        surely = max(match.confidence for match in heard.reading.asked if match.id == fact.id) >= THE_SAME
        on = bool(learnt.further) and not ASKED_ON.isdisjoint(heard.reading.forms)
        if len(words) == answered and surely and not on and voice.has_unsaid(fact.answer):
            words += voice.one_of(fact.answer, fact.by)
    raised = _raised(customer, voice, view, excuse, eased=bool(learnt.eased))
    if len(words) > answered and learnt.missed and view.addressed not in {None, *_speakers(customer, words)}:
        words += voice.for_cues([f"to:{view.addressed}"], view) or ()
    if len(words) == answered:
        cues = _first(heard, view, learnt) if raised else _cues(customer, heard, learnt, view)
        words += _with_fact(voice, learnt.nearby, voice.for_cues(cues, view) or (() if raised else voice.default(view)))
    return [*words, *raised, *speak_up(customer, voice, view, learnt, _speakers(customer, (*words, *raised)))]


def _is_in(fact: Fact, words: str) -> bool:
    """Whether what is said besides tells a fact already, though in other words: nobody tells it twice in one breath."""
    said = telling(words)
    return any(len(told & said) >= max(FEW, HALF * len(told)) for told in map(telling, map("\n".join, fact.answer)))


def volunteered(voice: Voice, learnt: Learnt) -> tuple[Fact, ...]:
    """The fact nearest to what was asked, if it was told; () if it was not."""
    fact = learnt.nearby
    if fact is None or len(unsaid(pool_of(fact.answer), voice.said)) == len(fact.answer):
        return ()
    return (fact,)


def _with_fact(voice: Voice, fact: Fact | None, said: Spoken) -> Spoken:
    """A line with a fact in its slot, if it has one, as the one says it whose fact it is."""
    if fact is None or not said or FACT not in said[-1].text:
        return said
    first, *rest = voice.one_of(fact.answer, fact.by)
    return (*said[:-1], Bubble(said[-1].text.replace(FACT, first.text), fact.by), *rest)


def _backed(customer: Customer, view: View, heard: Heard, lines: Lines) -> Lines:
    """Thanks that name no figure but those of the reply or of what was told; all of them if there is none such."""
    named = [numbers_of(["\n".join(line)]).values - {1.0} for line in lines]
    if not any(named):
        return lines
    known = known_numbers(customer, view).values | figures(heard.reply)
    return tuple(line for line, numbers in zip(lines, named, strict=True) if numbers <= known) or lines


def _speakers(customer: Customer, words: Iterable[Bubble]) -> frozenset[Id | None]:
    return frozenset(bubble.by or customer.scenario.main_speaker for bubble in words)


def _raised(customer: Customer, voice: Voice, view: View, excuse: Surface | None, *, eased: bool) -> Spoken:
    """What a transition made the customer bring up, if it did."""
    if view.raised is None:
        return ()
    if view.raised == "excuse" and excuse is not None:
        return voice.one_of(excuse.say)
    if view.raised == "second" and customer.scenario.second is not None:
        return voice.one_of(customer.scenario.second.say if view.second_left else customer.scenario.second.again)
    if view.raised == "confide":
        return voice.one_of(customer.scenario.concern.confided)
    # Whoever has just been eased does not say in the same breath that nothing has been cleared up.
    return voice.for_cues(["not_yet" if eased and view.raised == "too_soon" else view.raised], view) or ()


def _put_right(customer: Customer, voice: Voice, view: View, heard: Heard, learnt: Learnt) -> list[Bubble]:
    """The figure as the customer told it, to whoever holds up another; a slight is taken up in its place."""
    right = right_figure(customer, view, heard, learnt.repeated, voice.said)
    slights = {move for move in felt(heard.reading, view.before) if heard.reading.moves[move] >= SURELY}
    if right is None or not slights <= {"argue"}:
        return []
    said = voice.for_cues(["corrected"], view) or ()
    return [bubble._replace(text=_filled(bubble.text, right)) for bubble in said]


def _filled(line: str, right: str) -> str:
    """A line with the figure in its slot, as a sentence begins where the line begins with it."""
    first = right[0].upper() if line.startswith(FIGURE) else right[0].lower()
    return line.replace(FIGURE, first + right[1:])


def _first(heard: Heard, view: View, learnt: Learnt) -> list[Cue]:
    """What the customer takes up before it brings up something else: what was laid before it, or a question."""
    moves = heard.reading.moves
    if view.raised not in CHANGING or not BRINGING_UP.isdisjoint(moves):
        return []
    laid: list[Cue] = [
        move for move in CUE_ORDER if move in LAID_BEFORE and moves.get(move, 0.0) >= HARDLY and view.raised == "excuse"
    ]
    asked = not laid and not frozenset(ASKS).isdisjoint(heard.reading.forms)
    return [*laid, learnt.further, *wanted(heard)] if asked else laid


def _cues(customer: Customer, heard: Heard, learnt: Learnt, view: View) -> list[Cue]:
    """What the customer could take up, in the order in which a person would."""
    moves, forms = heard.reading.moves, heard.reading.forms
    happened = {event.happened for event in learnt.events}
    cues: list[Cue] = [] if heard.reply.strip() else ["silence"]
    if (heard.reading.lang != customer.scenario.lang and heard.reading.length) or foreign(heard.reply):
        cues.append("other_language")
    if "Repeated" in happened:
        cues.append("repeated")
    mistakes = felt(heard.reading, view.before)
    slights: list[Cue] = [move for move in CUE_ORDER if move in mistakes]
    held = _held(customer, view, heard)
    checks: list[Cue] = [] if held is None else [held]
    # Whoever doubts a figure is answered on the figure.
    cues += checks + slights if mistakes <= {"argue"} else slights + checks
    question = wanted(heard)
    if "repair" in forms and not question:
        # Whoever says what was meant and asks it again is not asked to ask it again.
        cues.append("unknown" if last_question(heard.reply) else "repair")
    # 写进合同，咋样？ The question only asks what is thought of the offer.
    tag = bool(question) and question[0] not in PURSUED and not OFFERS.isdisjoint(moves)
    nearby: list[Cue] = ["guarded" if learnt.withheld else "nearby"] if learnt.withheld or learnt.nearby else []
    if tag or question[:1] == ["small_talk"]:
        nearby = []
    if learnt.repeated or (question and view.addressed is not None):
        cues.append([*learnt.further, *(pool_of(fact.answer, fact.by) for fact in learnt.repeated)])
    if view.addressed is not None:
        cues += [*nearby, f"to:{view.addressed}"]
    if learnt.repeated:
        cues.append("told_already")
    if "TooLong" in happened:
        cues.append("too_long")
    if learnt.reheard:
        only_what_is_thought = tag and question[0] == "yes_no"
        cues += [*(() if only_what_is_thought else question), "answered_already"]
    for move in CUE_ORDER:
        if move == "restate" and not _said_back(customer, view, heard):
            continue  # whoever says it back with another number is not told that it is right
        if question and (move == "acknowledge" if tag else _comes_first(question, move, moves)):
            cues += [learnt.further, *nearby, *question]
            question = []
        if moves.get(move, 0.0) >= HARDLY and move not in MISTAKES and not (tag and move in ASKED):
            cues.append(move)
    return cues


def _held(customer: Customer, view: View, heard: Heard) -> str | None:
    """`confirmed` or `misquoted`, where figures are held against the customer."""
    return checked(customer, view, heard) if "quote" in heard.reading.forms else None


def _said_back(customer: Customer, view: View, heard: Heard) -> bool:
    """Whether what is said back has no figures but those that the trainee can know, or round ones near to them."""
    said = figures(heard.reply) if "restate" in heard.reading.moves else frozenset[float]()
    known = known_numbers(customer, view).values if said else ()
    return all(any(abs(one - other) <= ROUNDED * other for other in known) for one in said)


def _comes_first(question: Sequence[str], move: Move, moves: Mapping[Move, float]) -> bool:
    """Whether a question is taken up before a move: before one that was read for it, if that is doubtful."""
    if move in PLAINLY:
        other = question[0] in ASKS and (
            move == "restate" or question[0] != "yes_no"
        )  # whoever isolates asks yes or no
        return other and moves.get(move, 1.0) < PLAINLY[move]
    return move in moves if move in ASKED else move == "acknowledge"
