"""The rubric: the handbook's seven handling steps, each with crisp yes/no criteria (提高篇 五 3 a–g)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import Entry, Id, Move, ObjectionKind, StepId, Text, Unearned, Words


class Criterion(Entry):
    """One yes/no question about what the words did, judged by a test in `state.scoring.tests`."""

    id: Id
    """标识，全表不重名。
    A name of its own in the whole rubric."""
    asks: Text
    """问的是什么，答是或否。
    The question."""
    section: Words
    """手册里的出处。
    Where the handbook has it."""
    test: Id
    """由哪个检验来判，名字见 `state/scoring/tests.py`。
    The test by which it is judged, by its name in `state/scoring/tests.py`."""
    moves: tuple[Move, ...] = ()
    """检验要用的话步，有的检验才要。
    Moves that the test is about, where it takes any."""
    than: tuple[Move, ...] = ()
    """拿来比的话步，有的检验才要。
    Moves that they are held against, where it takes any."""
    points: Annotated[int, Field(ge=1, le=20)]
    """答“是”得几分。
    What a yes is worth."""
    only: tuple[ObjectionKind, ...] | None = None
    """只对哪几类异议适用；不写就都适用。
    The kinds of objection it applies to; left out, all."""
    company: bool = False
    """是不是只在一屋子几个人时才适用。
    Whether it applies only where several people are in the room."""
    telephone: bool = False
    """是不是只在电话里谈时才适用。
    Whether it applies only to a talk on the telephone."""
    second: bool = False
    """是不是只对还有第二个顾虑的客户才适用。
    Whether it applies only to a customer with a second objection."""
    yes: Text
    """得了分，成绩单上怎么说。
    The reason on the card for a yes."""
    no: Text
    """没得分，成绩单上怎么说。
    The reason on the card for a no."""


class RubricStep(Entry):
    """A handling step: its principle in the handbook's sense, its criteria, and what to do next time."""

    id: StepId
    """第几步，a 到 g。
    Which step, a to g."""
    name: Text
    """叫什么。
    What it is called."""
    section: Words
    """手册里的出处。
    Where the handbook has it."""
    principle: Text
    """手册的道理，一句话。
    The principle in the handbook's sense."""
    advice: Text
    """下次该怎么做。
    What to do next time."""
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    """这一步的分量。
    How much the step counts."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    """看哪几条。
    What is asked of the talk."""


class Group(Entry):
    """Criteria beside the seven steps: fit to the customer's type, and feature → advantage → benefit."""

    id: Id
    """标识。
    Its name."""
    name: Text
    """叫什么。
    What it is called."""
    section: Words
    """手册里的出处。
    Where the handbook has it."""
    advice: Text
    """下次该怎么做。
    What to do next time."""
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    """这一组的分量。
    How much the group counts."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    """看哪几条。
    What is asked of the talk."""


class Penalty(Entry):
    """What a mistake costs, in points of the whole score."""

    first: Annotated[int, Field(ge=0, le=50)]
    """第一次扣几分。
    The first time."""
    again: Annotated[int, Field(ge=0, le=50)]
    """以后每次再扣几分。
    Each further time."""
    reason: Text
    """成绩单上怎么说。
    The reason on the card."""


class HelpCosts(Entry):
    """What help during a talk costs, in points of the whole score."""

    principle: Annotated[int, Field(ge=0, le=50)]
    """第一级提示：讲道理。
    A hint that names the principle."""
    direction: Annotated[int, Field(ge=0, le=50)]
    """第二级提示：指方向。
    A hint that names the direction."""
    example: Annotated[int, Field(ge=0, le=50)]
    """第三级提示：给例句。
    A hint that gives an example."""
    retry: Annotated[int, Field(ge=0, le=50)]
    """收回上一句重说。
    Taking the last reply back."""


class Band(Entry):
    """A band of scores, from `at` up."""

    at: Annotated[int, Field(ge=0, le=100)]
    """从几分起。
    From so many points up."""
    name: Text
    """叫什么。
    What it is called."""
    says: Text
    """对学员说的一句话。
    A sentence to the trainee."""


class MoveEntry(Entry):
    """What a move is called and means, for a person."""

    id: Move
    """是哪个话步。
    Which move."""
    name: Text
    """叫什么。
    What it is called."""
    means: Text
    """说的是什么，讲给学员听。
    What it means, in words for a trainee."""
    section: Words
    """手册里的出处。
    Where the handbook has it."""


class Moves(Entry):
    """`moves.yaml`: every move once."""

    moves: tuple[MoveEntry, ...]
    """全部话步，一个一次。
    Every move once."""


class Rubric(Entry):
    """`handbook.yaml`: what talks are scored by."""

    version: Annotated[int, Field(ge=1)]
    """版本号；改得会影响分数，就加 1。
    A number that rises when scores would change."""
    steps: Annotated[tuple[RubricStep, ...], Field(min_length=7, max_length=7)]
    """手册的七步，a 到 g。
    The handbook's seven steps, a to g."""
    groups: tuple[Group, ...]
    """七步之外另看的。
    What is looked at beside the steps."""
    mistakes: Mapping[Move, Penalty]
    """七种错各扣多少。
    What each mistake costs."""
    unearned: Mapping[Unearned, Penalty]
    """不算数的话（重复、照抄、堆砌）各扣多少。
    What words cost that earn nothing: repeated, copied, heaped."""
    help: HelpCosts
    """谈的时候要帮助，各扣多少。
    What help during a talk costs."""
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    """分数段，各叫什么。
    Bands of scores, and what they are called."""

    @property
    def parts(self) -> tuple[RubricStep | Group, ...]:
        """The steps and then the groups."""
        return (*self.steps, *self.groups)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id. Raises KeyError if there is none."""
        for part in self.parts:
            for criterion in part.criteria:
                if criterion.id == criterion_id:
                    return criterion
        raise KeyError(criterion_id)

    def band(self, score: int) -> Band:
        """The band that a score of 0–100 falls in."""
        return max((band for band in self.bands if band.at <= score), key=lambda band: band.at)
