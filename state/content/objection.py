"""Objections: for each of the handbook's five kinds a machine in the terms of `transitions` (提高篇 五 2)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import (
    Effect,
    Entry,
    Guards,
    Id,
    Mistake,
    Move,
    Names,
    ObjectionKind,
    Outcome,
    Stage,
    StepId,
    Text,
)


class State(Entry):
    """A state of the customer. One with an `outcome` ends the talk."""

    id: Id
    """标识；台词和转移用它。
    Its name for lines and transitions."""
    name: Text
    """叫什么，图上和成绩单上用。
    What it is called in pictures and on the card."""
    stage: Stage
    """属于手册的哪个阶段：导入、过渡、结论。
    The handbook's stage: opening, exchange, conclusion."""
    outcome: Outcome | None = None
    """谈到这里就结束，结果是什么；不写就接着谈。
    The talk ends here, so; left out, it goes on."""
    counts: bool = True
    """在这里答上真正的顾虑算不算数。
    Whether an answer to the real concern that is given here counts towards meeting it."""


class Transition(Entry):
    """A way from state to state, and what the customer brings up on it."""

    trigger: Names
    """什么让它发生：话步、`silence` 这类情形、`fact:ID`、`answer:ID`，有一样就行。
    Moves, happenings, `fact:ID` or `answer:ID`; any one of them fires it."""
    source: Names
    """从哪些状态走；`*` 是任何状态。
    The states it leaves from; `*` is any."""
    dest: Id | None = None
    """走到哪儿；不写就留在原处，只是回一句话。
    Where to; left out, the customer stays and only answers."""
    when: Guards = Guards()
    """这些条件都满足才走。
    Guards that must all hold."""
    unless: Guards | None = None
    """这些条件一条也不能满足。
    Guards of which none may hold."""
    raises: Id | None = None
    """客户这时候提起什么：`excuse`（下一个表面异议）、`confide`（真正的顾虑）、`second`（点头之前的那件事），
    或者台词里 `on` 用的任何名字。
    What the customer brings up: `excuse` (the next surface objection), `confide` (the real concern), `second` (the
    second objection), or any name that lines have under `on`."""

    @property
    def of_second(self) -> bool:
        """Whether it is only for customers who have a second objection."""
        return self.trigger == ("second",) or self.when.second_left is True or self.when.second_open is True


class Misstep(Entry):
    """A mistake as it is often made at this objection."""

    say: Text
    """错话原样。
    The words."""
    why: Text
    """在这里为什么不行。
    What is wrong with them here."""


class Objection(Entry):
    """One kind of objection: how it shows, how it is handled, and its machine."""

    id: ObjectionKind
    """哪一类，和文件名一样。
    Which kind; the same as the file's name."""
    name: Text
    """叫什么。
    What it is called."""
    section: str
    """手册里的出处。
    Where the handbook has it."""
    about: Text
    """这类异议怎么看出来。
    How it shows."""
    handling: Text
    """怎么处理。
    How it is handled."""
    initial: Id
    """谈话从哪个状态开始。
    The state in which a talk begins."""
    states: Annotated[tuple[State, ...], Field(min_length=3)]
    """客户可能处在的状态。
    The states that the customer can be in."""
    transitions: Annotated[tuple[Transition, ...], Field(min_length=1)]
    """状态之间怎么走，从上往下试，先合适的算。
    The ways between states; the first that fits is taken."""
    effects: Mapping[Move, Effect] = {}
    """碰上这类异议，各个话步另外再加减的分，加在性格的上面。
    Added to the persona's effects of the same moves."""
    weights: Mapping[StepId, Annotated[float, Field(ge=0, le=5)]] = {}
    """七步各算几倍的分量，没写的算 1。
    How much each handling step counts for this kind, relative to 1; steps left out count 1."""
    missteps: Mapping[Mistake, Misstep] = {}
    """这里常犯的错，和该说的话摆在一起给学员看。
    Mistakes that are often made here, shown beside the reply that would have been good."""
