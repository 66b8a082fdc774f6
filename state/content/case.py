"""Cases: what people ruled of a talk that was held, by which it is tried whether the machine comes to the same."""

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from state.content.diagnostics import Said
from state.content.problems import Problem
from state.content.rubric import Rubric
from state.content.sources import Loc, Source
from state.content.terms import Entry, Id, Move

Reply = Annotated[str, StringConstraints(min_length=1, max_length=5000)]


class Case(Entry):
    """A talk as it was held, and one thing that was ruled of it: what a reply does, or how far a criterion was met."""

    scenario: Annotated[str, Field(pattern=r"^(zh|en)/[a-z][a-z0-9_]{0,39}$")]
    """和哪位客户谈的，写场景的路径，像 `zh/vmc_price`。
    The customer, by the scenario's path, as `zh/vmc_price`."""
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """谈的时候这位客户的版本，12 位十六进制。
    The version of the customer at the time, 12 hex digits."""
    seed: Annotated[int, Field(ge=0)]
    """客户的种子，台词照它挑。
    The seed on which the customer's choices hang."""
    replies: Annotated[tuple[Reply, ...], Field(min_length=1, max_length=100)]
    """学员说的话，一句一条，按先后。
    What the trainee said, reply by reply."""
    reply: Annotated[int, Field(ge=1, le=100)] | None = None
    """裁定说的是第几句，从 1 数起；不写就是整场。
    Which reply the ruling names, from 1; left out, not a single one."""
    customer: str = ""
    """那一句之前客户说了什么。
    What the customer had said before that reply."""
    moves: Annotated[tuple[Move, ...], Field(min_length=1)] | None = None
    """那一句做了哪些话步，全写上；裁定的是话步才写。
    All the moves that the reply makes; only if the ruling is about these."""
    criterion: Id | None = None
    """裁定的是评分规则的哪一条；裁定的是得分才写。
    The criterion; only if the ruling is about how far it was met."""
    share: Annotated[float, Field(ge=0, le=1)] = 1.0
    """这一条做到几成，0 到 1。
    How far the criterion was met, from 0 to 1."""
    agrees: bool
    """写下来的时候，机器自己判的和裁定一样不一样。以后不一样了，`duilian check --talks` 会报错。
    Whether the machine by itself came to the same when this was written. If it no longer does, `duilian check --talks`
    says so."""


NO_SCENARIO = Said("there is no such customer", "没有这位客户")
NO_CRITERION = Said("the rubric has no such criterion", "评分规则里没有这一条")
NO_REPLY = Said("there is no such reply", "没有这一句")
NOT_ONE = Said(
    "it should have either 'moves' and 'reply', or a 'criterion'", "要么写 moves 和 reply，要么写 criterion，不能都写"
)


def check_case(case: Case, source: Source, scenarios: Collection[str], rubric: Rubric) -> Iterator[Problem]:
    """What keeps a case from being tried. scenarios: the customers that there are."""
    criteria = [each.id for part in rubric.parts for each in part.criteria]

    def fault(name: str, why: Said, value: str = "", among: Collection[str] = ()) -> Problem:
        loc: Loc = (name,) if source.has((name,)) else ()
        return source.problem("D103", loc, value, known=among, why=why)

    if case.scenario not in scenarios:
        yield fault("scenario", NO_SCENARIO, case.scenario, scenarios)
    if (case.moves is None) == (case.criterion is None) or (case.moves is not None and case.reply is None):
        yield fault("moves", NOT_ONE)
    elif case.criterion is not None and case.criterion not in criteria:
        yield fault("criterion", NO_CRITERION, case.criterion, criteria)
    if case.reply is not None and case.reply > len(case.replies):
        yield fault("reply", NO_REPLY, str(case.reply))
