"""Judging: the last question after a talk, what sort of customer this was (基础篇 八 3)."""

from collections.abc import Collection

from state.content.terms import TRAITS, Trait

ALL, NONE = "all", "none"
OPTIONS: tuple[str, ...] = (*TRAITS, ALL, NONE)
"""What can be picked: any of the three, or at one tap all of them or none."""


def judged(picked: Collection[str]) -> tuple[Trait, ...] | None:
    """The judgement that was picked; None if it contradicts itself. picked: of `OPTIONS`, at least one."""
    if len(picked) > 1 and not {ALL, NONE}.isdisjoint(picked):
        return None
    return TRAITS if ALL in picked else tuple(trait for trait in TRAITS if trait in picked)
