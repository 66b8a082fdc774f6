"""Buttons of the questions around a talk: none is cut, and none gives the right answer away."""

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from bot.actions import Choice, Screen
from bot.screens import WIDEST, answers, concern, concerns, judge, proof, proofs
from bot.texts import texts
from state.content.terms import Lang
from state.troupe import Troupe

SESSION = "0123456789"


def asked(troupe: Troupe, lang: Lang) -> Iterator[tuple[Screen, int]]:
    """Each question with long answers, of every customer of a language; and how many answers it has."""
    say = texts(lang)
    yield judge(say, SESSION, []), 5
    for customer in troupe.who(lang):
        yield concern(say, customer, 1, SESSION), len(concerns(customer, 1))
        yield proof(say, customer, 1, SESSION, []), len(proofs(customer, 1))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_answer_is_cut_and_the_long_one_does_not_stand_out(troupe: Troupe, lang: Lang) -> None:
    by_number = 0
    for screen, count in asked(troupe, lang):
        labels = [choice.label for choice in screen.choices[:count]]
        listed = screen.text.split("\n")[1:]
        if labels[0].isdigit():
            by_number += 1
            assert labels == [str(number) for number in range(1, count + 1)]
            assert any(cell_len(line.partition(". ")[2]) > WIDEST for line in listed)
        else:
            assert [f"{number}. {label}" for number, label in enumerate(labels, start=1)] == listed
            assert all(cell_len(label) <= WIDEST for label in labels)
        assert screen.choices[count:] == (Choice(screen.choices[count].data, texts(lang)("skip")),), "in its own row"
    assert by_number > 1


def test_five_numbers_make_a_row_and_the_tick_stands_before_the_number() -> None:
    long = "前几个月的节拍和报废的记录，他们自己记的，一天一行，谁都翻得到"
    options = [(f"proof/01234567/{place}", long if place == 3 else "样本册") for place in range(7)]
    shown = answers(texts("zh"), options, ["proof/01234567/1"])
    assert [choice.label for choice in shown] == ["1", "✓ 2", "3", "4", "5", "6", "7"]
    assert [choice.beside for choice in shown] == [False, True, True, True, True, False, True]
    assert [choice.data for choice in shown] == [carried for carried, _ in options]


def test_a_label_is_shown_as_long_as_it_fits() -> None:
    fits, wider = "二" * 20, "二" * 20 + "x"
    for say in (texts("zh"), texts("en")):
        assert answers(say, [("a", fits), ("b", "x")], ["a"]) == [Choice("a", f"✓ {fits}"), Choice("b", "x")]
        assert answers(say, [("a", wider), ("b", "x")], first=0) == [Choice("a", "0"), Choice("b", "1", beside=True)]
