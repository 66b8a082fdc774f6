"""Cases: whether the machine by itself comes to what people ruled of talks, with the present content and reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.replaying import play
from state.content.case import Case, check_case
from state.content.diagnostics import Said
from state.content.library import Library, load_cases
from state.content.problems import Problem, errors
from state.content.rubric import Rubric
from state.content.terms import MOVES
from state.dialogue.customer import Customer
from state.scoring.agreement import rounded
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import cast
from state.understanding.reading import Reader

SHARES = {0.0: Said("not met", "没做到"), 0.5: Said("half met", "做到一半"), 1.0: Said("met", "做到了")}
UNRATED = Said("not rated", "没评")


@dataclass(frozen=True)
class Verdict:
    """Whether the machine comes to what was ruled, and what it finds."""

    agrees: bool
    found: Said


def ruled(case: Case) -> Said:
    """What was ruled, in a few words, which tell it from all other rulings about the talk."""
    if case.moves is not None:
        moves = ", ".join(case.moves)
        return Said(f"reply {case.reply} {moves}", f"第 {case.reply} 句 {moves}")
    share = SHARES[rounded(case.share)]
    return Said(f"{case.criterion} {share.en}", f"{case.criterion} {share.zh}")


def tried(case: Case, customer: Customer, rubric: Rubric, reader: Reader) -> Verdict:
    """What the machine by itself makes of a case: the reply is read anew, or the whole talk played anew and scored."""
    if case.moves is not None and case.reply is not None:
        scenario, reply = customer.scenario, case.replies[case.reply - 1]
        reading = reader.read(reply, lang=scenario.lang, customer=case.customer, scenario=scenario)
        found = ", ".join(move for move in MOVES if move in reading.moves)
        return Verdict(set(reading.moves) == set(case.moves), Said(found, found))
    turns, end = play(customer, list(case.replies), case.seed, reader)
    if case.reply is not None and len(turns) < case.reply:
        count = len(turns)
        return Verdict(False, Said(f"the talk ends after {count} replies", f"说到第 {count} 句就谈完了"))
    card = score(Talk(customer=customer, turns=tuple(turns), end=end), rubric)
    share = next((each.share for each in card.judged if each.criterion == case.criterion), None)
    if share is None:
        return Verdict(False, UNRATED)
    return Verdict(rounded(share) == rounded(case.share), SHARES[rounded(share)])


def check_cases(
    folder: Path, library: Library, concerns: Callable[[str], bool], reader: Reader | None
) -> Iterator[Problem]:
    """The problems of the cases in a folder of content. concerns: whether a file is asked about. reader: tries them."""
    cases, problems = load_cases(folder)
    yield from problems
    troupe = cast(library) if reader is not None and cases and not errors(problems) else None
    for case, source in (cases or {}).values():
        if not concerns(source.path):
            continue
        faults = list(check_case(case, source, library.scenarios, library.rubric))
        yield from faults
        if faults or troupe is None or reader is None:
            continue
        verdict = tried(case, troupe.customers[case.scenario], troupe.rubric, reader)
        if not verdict.agrees:
            loc = ("moves",) if case.moves is not None else ("criterion",)
            code = "D104" if case.agrees else "D105"
            yield source.problem(code, loc, key=True, ruled=ruled(case), found=verdict.found)
