"""Advice as text: what fitted the customer, how the product was told, and a good reply beside a bad one."""

from collections.abc import Iterable, Iterator

from bot.quotes import shortened
from bot.texts import Texts
from state.content.persona import Persona
from state.content.terms import Role
from state.scoring.fab import Chain
from state.scoring.feedback import Contrast
from state.scoring.fitting import Fitting
from state.scoring.overselling import Fault
from state.scoring.quoting import Shown


def fit_text(say: Texts, found: Fitting, persona: Persona) -> str:
    """What fitted this type of person and what jarred; '' if nothing did."""
    lines = [
        *(line for one in found.fitted for line in _fit(say, "card-yes", "fit-suits", one, persona)),
        *(line for one in found.jarred for line in _fit(say, "card-no", "fit-jars", one, persona)),
    ]
    return "\n".join((say("fit-head", type=persona.name[say.lang]), *lines)) if lines else ""


def _fit(say: Texts, key: str, otherwise: str, one: Shown, persona: Persona) -> Iterator[str]:
    because = persona.fit.because.get(one.move)
    yield say(key, reason=because[say.lang] if because is not None else say(otherwise))
    yield say("card-quote", turn=one.turn, quote=shortened(one.quote, say.lang))


def fab_text(say: Texts, chain: Chain | None, faults: Iterable[Fault], role: Role | None) -> str:
    """How far the product was carried, whom the benefit speaks to, and the faults; '' if there is none of it."""
    lines = [*_chain(say, chain, role), *(line for fault in faults for line in _fault(say, fault))]
    return "\n".join((say("fab-head"), *lines)) if lines else ""


def _chain(say: Texts, chain: Chain | None, role: Role | None) -> Iterator[str]:
    if chain is None:
        return
    for link in chain.links:
        yield say("fab-link", move=link.move, turn=link.turn, quote=shortened(link.quote, say.lang))
    if chain.gap is not None:
        yield say("fab-gap", gap=chain.gap)
    if chain.speaks is not None and role is not None:
        yield say("fab-speaks" if chain.speaks else "fab-elsewhere", role=role)


def _fault(say: Texts, fault: Fault) -> Iterator[str]:
    yield say("fab-fault", why=fault.why, count=fault.count, again=fault.again or 0)
    yield say("card-quote", turn=fault.turn, quote=shortened(fault.quote, say.lang))


def model_lines(say: Texts, contrast: Contrast) -> Iterator[str]:
    """The good reply, and under it the bad one with what is wrong with it."""
    if contrast.turn is None:
        yield say("card-model", model=contrast.good)
    else:
        yield say("card-model-at", turn=contrast.turn, model=contrast.good)
    bad, why = shortened(contrast.bad, say.lang), contrast.why[say.lang]
    yield say("card-model-own" if contrast.own else "card-model-bad", bad=bad, why=why)
