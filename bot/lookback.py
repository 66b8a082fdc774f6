"""Looking back: what the trainee took the customer for, what was so and why; and the stages of the talk."""

from collections.abc import Iterator, Sequence

from bot.citing import cited
from bot.quotes import shortened
from bot.texts import Texts
from state.content.terms import TRAITS, Trait
from state.dialogue.customer import Customer
from state.scoring.card import quoted
from state.scoring.stages import Answer, Passage, stages
from state.scoring.talk import Diagnosis, Talk
from state.troupe import Troupe


def looked_back(say: Texts, talk: Talk, troupe: Troupe) -> tuple[str, ...]:
    """What a score card says of the talk as a whole: the judgement, if one was asked for, and the stages."""
    judged = () if talk.diagnosis is None else ("\n".join(_judged(say, talk.customer, talk.diagnosis, troupe)),)
    return (*judged, "\n".join(_stages(say, talk)))


def _judged(say: Texts, customer: Customer, diagnosis: Diagnosis, troupe: Troupe) -> Iterator[str]:
    """What was answered after the talk, right or wrong, and why."""
    yield say("judged-head")
    yield _kind(say, customer, diagnosis, troupe)
    scenario, between = customer.scenario, "" if customer.scenario.lang == "zh" else " "
    words = {"said": between.join(scenario.surface[0].say[0]), "meant": between.join(scenario.concern.confided[0])}
    quoted_words = {name: text.rstrip("。.") for name, text in words.items()}
    yield say("judged-why", what=customer.objection.id, **quoted_words)
    yield _concern(say, customer, diagnosis)
    for trait in TRAITS:
        yield _trait(say, customer, diagnosis, trait)


def _kind(say: Texts, customer: Customer, diagnosis: Diagnosis, troupe: Troupe) -> str:
    if diagnosis.kind is None:
        return say("judged-kind-skipped")
    if diagnosis.kind == customer.objection.id:
        return say("judged-kind-right")
    taken = troupe.objections[diagnosis.kind]
    return say("judged-kind-wrong", taken=taken.name[say.lang], about=taken.about[say.lang])


def _concern(say: Texts, customer: Customer, diagnosis: Diagnosis) -> str:
    others = customer.scenario.concern.others
    if diagnosis.concern == 0:
        return say("judged-concern-right")
    # The customer may have been rewritten since, with fewer to choose from.
    if diagnosis.concern is None or diagnosis.concern > len(others):
        return say("judged-concern-skipped")
    return say("judged-concern-wrong", taken=others[diagnosis.concern - 1].rstrip("。."))


def _trait(say: Texts, customer: Customer, diagnosis: Diagnosis, trait: Trait) -> str:
    judgement = customer.scenario.judgement
    holds = trait in judgement.holds
    mark = "–" if diagnosis.judged is None else "✓" if holds == (trait in diagnosis.judged) else "✗"
    return say("judged-trait", mark=mark, what=f"{trait}-{'yes' if holds else 'no'}", why=judgement.reason(trait))


def _stages(say: Texts, talk: Talk) -> Iterator[str]:
    """The three stages, a line each with its reasons, and the words that show it."""
    yield say("stages-head")
    for passage in stages(talk):
        told = [answer for answer in passage.answers if answer.yes is not None]
        yield say("stage-line", mark=_mark(passage), stage=passage.stage, reasons=_reasons(say, passage, told))
        wrong = [answer for answer in told if not answer.yes]
        shown = next((answer for answer in wrong or told if answer.turn is not None), None)
        if shown is not None and shown.turn is not None:
            quote = shortened(quoted(shown.turn, shown.move), say.lang)
            yield say("card-quote", turn=shown.turn.number, quote=quote)


def _mark(passage: Passage) -> str:
    return "–" if passage.good is None else "✓" if passage.good else "✗"


def _reasons(say: Texts, passage: Passage, told: Sequence[Answer]) -> str:
    if not told:
        return say("stage-unsure" if passage.turns else "stage-missing")
    reasons = (
        say(
            "stage-reason",
            what=f"{answer.asked}-{'yes' if answer.yes else 'no'}",
            section=cited(answer.section, say.lang),
        )
        for answer in told
    )
    return say("stage-comma").join(reasons)
