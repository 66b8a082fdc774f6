"""Help during a talk: hints at a price, one reply taken back, reasons on request; and exams, which have none of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.recollection import recap
from bot.scene import help_of
from bot.settings import Rules, Settings
from bot.texts import Texts, texts
from state.content.scenario import Scenario
from state.content.terms import Lang, Move
from state.records.tables import Session, Turn
from state.scoring.card import Card
from state.scoring.talk import Help, Hint
from state.troupe import Troupe
from state.understanding.reading import Reading
from tests.bot.table import Trainee, table
from tests.customers import customer_of, reading_of

ZH, EN = texts("zh"), texts("en")
HEARS, ASKS, RUDE = "多花六万多谁都得问个为什么。", "您主要是跟哪家比？", "这还贵？是您不懂行。"
PRICE = customer_of("zh/vmc_price")


@dataclass(frozen=True)
class Listener:
    """A reader that knows a few replies by heart."""

    version: str = "one"
    known: Mapping[str, Sequence[Move]] = field(
        default_factory=lambda: {HEARS: ("acknowledge",), ASKS: ("open_question",), RUDE: ("argue",)}
    )

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        return reading_of(reply, self.known.get(reply, ("other",)), lang=lang)


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


@pytest.fixture
def talking(trainee: Trainee) -> Trainee:
    for line in ("/practice zh/vmc_price", "0", "0"):
        trainee.types(line)
    return trainee


@pytest.fixture
def examined(trainee: Trainee) -> Trainee:
    for line in ("/exam zh/vmc_price", "0", "0"):
        trainee.types(line)
    return trainee


def session(trainee: Trainee) -> Session:
    with trainee.practice.records.unit() as unit:
        [newest] = unit.sessions(trainee.person.id, 1)
    return newest


def turns(trainee: Trainee, *, taken_back: bool = False) -> list[Turn]:
    with trainee.practice.records.unit() as unit:
        return unit.turns(trainee.person.id, session(trainee).id, taken_back=taken_back)


def card(trainee: Trainee) -> Card:
    with trainee.practice.records.unit() as unit:
        row = unit.card(trainee.person.id, session(trainee).id)
    assert row is not None
    return Card.model_validate(row.body)


def text_card(trainee: Trainee, say: Texts = ZH) -> str:
    """Break the talk off, and ask for the score card in words."""
    trainee.types("/quit")
    [text] = trainee.presses(say("card-button"))
    assert say("card-outcome", outcome="left") in text
    return text


def step(trainee: Trainee, id_: str) -> Mapping[str, str]:
    found = next(step for step in trainee.practice.troupe.rubric.steps if step.id == id_)
    return {"name": found.name.zh, "principle": found.principle.zh, "advice": found.advice.zh}


def test_what_a_hint_costs_is_shown_before_anything_is_given(talking: Trainee) -> None:
    assert talking.types("/hint") == [ZH("hint-first", level="principle", cost=1)]
    assert [button["label"] for button in talking.last.buttons or []] == [ZH("hint-button", level="principle", cost=1)]
    assert help_of(session(talking)).hints == ()


def test_whoever_asks_again_is_given_the_hint_and_shown_what_the_next_costs(talking: Trainee) -> None:
    listen, model = step(talking, "c"), PRICE.scenario.models["acknowledge"]
    talking.types("/hint")
    [first] = talking.types("/hint")
    assert listen["name"] in first
    assert listen["principle"] in first
    assert listen["advice"] not in first
    assert first.endswith(ZH("hint-next", level="direction", cost=2))
    [second] = talking.types("/hint")
    assert listen["advice"] in second
    assert listen["principle"] not in second
    assert second.endswith(ZH("hint-next", level="example", cost=4))
    [third] = talking.types("/hint")
    assert ZH("hint-example", model=model) in third
    assert third.endswith(ZH("hint-all"))
    [all_again] = talking.types("/hint")
    assert all(words in all_again for words in (listen["principle"], listen["advice"], model))
    assert help_of(session(talking)).hints == (
        Hint(turn=1, level="principle", step="c", move="acknowledge"),
        Hint(turn=1, level="direction", step="c", move="acknowledge"),
        Hint(turn=1, level="example", step="c", move="acknowledge"),
    )


def test_a_button_gives_a_hint_once(talking: Trainee) -> None:
    talking.types("/hint")
    button = (talking.last.buttons or [])[0]["data"]
    assert len(button.encode()) <= 64
    assert step(talking, "c")["principle"] in talking.does(Chosen(button))[0]
    assert talking.does(Chosen(button)) == [ZH("stale")]
    assert len(help_of(session(talking)).hints) == 1


def test_a_cost_shown_before_another_reply_is_shown_again_after_it(talking: Trainee) -> None:
    talking.types("/hint")
    late = (talking.last.buttons or [])[0]["data"]
    talking.says(HEARS)
    assert talking.does(Chosen(late)) == [ZH("stale")]
    assert talking.types("/hint") == [ZH("hint-first", level="principle", cost=1)]
    assert step(talking, "d")["principle"] in talking.types("/hint")[0]
    assert [hint.turn for hint in help_of(session(talking)).hints] == [2]


def test_what_was_paid_for_a_step_is_shown_again_for_nothing(talking: Trainee) -> None:
    talking.says(HEARS)
    for _ in range(2):
        talking.types("/hint")
    talking.says("嗯")
    [again] = talking.types("/hint")
    assert step(talking, "d")["principle"] in again
    assert again.endswith(ZH("hint-next", level="direction", cost=2))
    assert len(help_of(session(talking)).hints) == 1


def test_hints_are_a_line_of_the_card_with_their_cost(talking: Trainee) -> None:
    for line in ("/hint", "/hint", "/hint", HEARS):
        talking.types(line)
    [block] = [part for part in text_card(talking).split("\n\n") if part.startswith(ZH("card-help"))]
    assert block.split("\n")[1] == (
        "−3　2 次提示：第 1 句之前，“仔细倾听”的原则（1）；第 1 句之前，“仔细倾听”的方向（2）"
    )
    assert [(aid.level, aid.turn, aid.cost) for aid in card(talking).help] == [("principle", 1, 1), ("direction", 1, 2)]


def test_a_reply_taken_back_was_never_heard(talking: Trainee) -> None:
    opening = [row.text for row in talking.heard if row.voice == "customer"]
    talking.says(HEARS)
    before, answer = session(talking).snapshot, turns(talking)[0].says
    talking.says(RUDE)
    [done] = talking.types("/undo")
    assert done.split("\n") == [
        ZH("undo-done", turn=2, person="王建国", cost=3),
        ZH("undo-said", person="王建国"),
        *(f"  {say['text']}" for say in answer),
    ]
    assert {**(session(talking).snapshot or {}), "at": 0} == {**(before or {}), "at": 0}
    assert [turn.reply for turn in turns(talking)] == [HEARS]
    assert [turn.reply for turn in turns(talking, taken_back=True)] == [RUDE]
    assert opening


def test_what_is_said_instead_takes_its_place_and_what_was_taken_back_is_not_scored(talking: Trainee) -> None:
    for line in (HEARS, RUDE, "/undo", ASKS):
        talking.types(line)
    assert [(turn.number, turn.reply) for turn in turns(talking)] == [(1, HEARS), (2, ASKS)]
    text = text_card(talking)
    assert RUDE not in text
    assert "−3　收回了第 2 句，重说了一次" in text
    assert card(talking).mistakes == ()


def test_the_first_reply_taken_back_leads_back_to_the_opening(talking: Trainee) -> None:
    opening = [row.text for row in talking.heard if row.voice == "customer"]
    talking.says(RUDE)
    [done] = talking.types("/undo")
    assert done.split("\n")[2:] == [f"  {text}" for text in opening]


def test_whoever_spoke_first_and_takes_it_back_answers_nobody(trainee: Trainee) -> None:
    for line in ("/practice zh/vmc_price", RUDE):
        trainee.types(line)
    assert trainee.types("/undo") == [ZH("undo-done", turn=1, person="王建国", cost=3)]
    assert trainee.types("/quit") == [ZH("talk-stopped-unheard")]


def test_only_one_reply_can_be_taken_back_and_only_one_that_was_said(talking: Trainee) -> None:
    assert talking.types("/undo") == [ZH("undo-nothing")]
    talking.says(RUDE)
    talking.types("/undo")
    assert talking.types("/undo") == [ZH("undo-used")]
    talking.says(RUDE)
    assert talking.types("/undo") == [ZH("undo-used")]
    assert len(turns(talking)) == 1


def test_the_reply_that_lost_a_talk_can_be_taken_back_until_it_is_looked_back_on(talking: Trainee) -> None:
    while session(talking).phase == "talk":
        asked = talking.says(RUDE)[-1]
    assert asked.endswith(ZH("undo-offer", cost=3))
    said = len(turns(talking))
    talking.presses(ZH("undo-button", cost=3))
    assert (session(talking).phase, session(talking).outcome, len(turns(talking))) == ("talk", None, said - 1)
    talking.says(RUDE)
    assert session(talking).phase == "diagnose"
    assert ZH("undo-offer", cost=3) not in talking.last.text


def test_once_it_is_looked_back_on_a_reply_stands(talking: Trainee) -> None:
    while session(talking).phase == "talk":
        talking.says(RUDE)
    talking.types("1")
    assert talking.types("/undo") == [ZH("undo-late")]
    assert session(talking).phase == "diagnose"


def test_whoever_comes_back_is_not_shown_what_was_taken_back(talking: Trainee) -> None:
    talking.says(HEARS)
    talk = recap(talking.practice, talking.person)
    talking.says(RUDE)
    talking.types("/undo")
    assert recap(talking.practice, talking.person) == talk
    talking.says(RUDE)
    again = recap(talking.practice, talking.person)
    assert again[len(talk)] == ("trainee", RUDE)
    assert [who for who, _ in again[len(talk) + 1 :]] == ["customer"] * len(turns(talking)[-1].says)


def test_what_the_customer_has_still_to_say_comes_before_the_word_that_it_is_gone(
    tmp_path: Path, troupe: Troupe
) -> None:
    with table(tmp_path, Listener(), troupe, Settings(practice=Rules(pace=10))) as trainee:
        for line in ("/practice zh/vmc_price", "0"):
            trainee.types(line)
        trainee.delivered = False
        for line in ("0", RUDE, "/undo"):
            trainee.now -= timedelta(seconds=59)  # a second after the one before
            trainee.types(line)
        with trainee.practice.records.unit() as unit:
            *said, gone = [row for row in unit.pending(trainee.person.id) if row.session_id is not None][1:]
            assert len(said) > 1
            assert {row.voice for row in said} == {"customer"}
            assert gone.text.startswith(ZH("undo-done", turn=1, person="王建国", cost=3))
            assert {row.due_at for row in said} == {trainee.now}
            unit.mark_sent(trainee.person.id, said[0].id, None, trainee.now)
        trainee.now -= timedelta(seconds=59)
        trainee.says(HEARS)
        assert [turn.interrupted for turn in turns(trainee)] == [False], "it was not cut short of what is gone"


def test_why_says_what_was_read_what_spoke_against_it_and_how_it_was_taken(talking: Trainee) -> None:
    assert talking.types("/why") == [ZH("why-nothing")]
    talking.says(HEARS)
    [good] = talking.types("/why")
    assert good.split("\n")[:2] == [ZH("why-head", quote=HEARS), f"· 承认感受　“{HEARS}”"]
    assert "✓ 先接住了客户的顾虑，再去回答。" in good
    talking.says(RUDE)
    [bad] = talking.types("/why")
    assert f"✗ {talking.practice.troupe.rubric.mistakes['argue'].reason.zh}" in bad
    assert ZH("why-change", what="trust-fell_much") in bad
    assert not any(character.isdigit() for character in good + bad), "in words, not in figures"
    assert help_of(session(talking)) == Help(), "reasons cost nothing"


def test_an_exam_has_no_help_and_no_second_try(examined: Trainee) -> None:
    examined.says(RUDE)
    for command in ("/hint", "/undo", "/why"):
        assert examined.types(command) == [ZH("exam-refuses")]
    assert examined.does(Chosen(f"hint/{session(examined).id[:8]}/2.b.acknowledge.principle")) == [ZH("stale")]
    assert examined.does(Chosen(f"undo/{session(examined).id[:8]}/")) == [ZH("exam-refuses")]
    assert [turn.reply for turn in turns(examined)] == [RUDE]
    assert ZH("card-mode", mode="exam") in text_card(examined)
    assert (card(examined).mode, card(examined).help) == ("exam", ())


def test_every_exam_with_a_customer_goes_the_same(examined: Trainee) -> None:
    def held() -> list[str]:
        first = len(examined.heard)
        for reply in (HEARS, ASKS, RUDE):
            examined.says(reply)
        return [row.text for row in examined.heard[first:] if row.voice == "customer"]

    seed, once = session(examined).seed, held()
    for line in ("/quit", "/exam zh/vmc_price", "0", "0"):
        examined.types(line)
    assert session(examined).seed == seed == PRICE.exam_seed
    assert held() == once


def test_an_exam_is_chosen_from_the_menu_by_number_or_by_button(trainee: Trainee) -> None:
    everybody = ZH("menu-all", count=len(trainee.practice.troupe.who("zh")))
    [menu] = trainee.types("/exam")
    assert menu.startswith(ZH("mode-is", mode="exam"))
    assert trainee.presses(everybody)[0].startswith(ZH("mode-is", mode="exam"))
    trainee.types("1")
    assert session(trainee).mode == "exam"
    trainee.types("/quit")
    trainee.types("/exam")
    trainee.presses(everybody)
    trainee.does(Chosen((trainee.last.buttons or [])[0]["data"]))
    assert session(trainee).mode == "exam"
    trainee.types("/quit")
    trainee.types("/practice")
    assert ZH("mode-is", mode="exam") not in trainee.presses(everybody)[0]
    trainee.types("1")
    assert session(trainee).mode == "practice"


def test_the_mode_is_chosen_in_the_preparation_by_button_and_by_command(trainee: Trainee) -> None:
    assert trainee.types("/practice zh/vmc_price")[-1].split("\n").count(ZH("mode-is", mode="practice")) == 1
    [asked] = trainee.presses(ZH("mode-button", mode="exam"))
    assert asked.startswith(ZH("expect-ask"))
    assert asked.split("\n").count(ZH("mode-is", mode="exam")) == 1
    assert (session(trainee).mode, session(trainee).seed) == ("exam", PRICE.exam_seed)
    trainee.presses(ZH("mode-button", mode="practice"))
    assert session(trainee).mode == "practice"
    trainee.types("1")
    assert trainee.types("/exam")[-1].startswith(ZH("proof-ask"))
    assert session(trainee).preparation == {"objections": ["price"]}, "what was prepared stands"


def test_whoever_asks_for_an_exam_in_the_preparation_is_shown_the_customer_again(trainee: Trainee) -> None:
    brief, _ = trainee.types("/practice zh/vmc_price")
    assert trainee.types("/exam")[0] == brief


def test_an_exam_asked_for_after_the_talk_is_refused_and_what_is_open_asked_again(talking: Trainee) -> None:
    while session(talking).phase == "talk":
        open_ = talking.says(RUDE)[-1]
    assert talking.types("/exam") == [ZH("mode-settled", mode="practice"), open_]


def test_an_exam_with_somebody_else_has_to_wait(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    assert trainee.types("/exam zh/lathe_precise")[0] == ZH("busy-prepare", person="王建国")
    assert trainee.does(Chosen("exam//zh/lathe_precise"))[0] == ZH("busy-prepare", person="王建国")
    assert session(trainee).mode == "practice"
    trainee.does(Chosen("exam//zh/vmc_price"))
    assert session(trainee).mode == "exam"


def test_once_a_talk_has_begun_its_mode_is_settled(talking: Trainee) -> None:
    mode = (talking.heard[1].buttons or [])[-2]["data"]
    assert mode.startswith("mode/")
    assert talking.types("/exam") == [ZH("mode-settled", mode="practice")]
    assert talking.does(Chosen(mode)) == [ZH("mode-settled", mode="practice")]
    assert session(talking).mode == "practice"


def test_a_button_of_another_session_changes_nothing(talking: Trainee) -> None:
    talking.says(RUDE)
    for data in ("undo/00000000/", "mode/00000000/exam", "hint/00000000/2.b.acknowledge.principle"):
        assert talking.does(Chosen(data)) == [ZH("stale")]
    assert len(turns(talking)) == 1


@pytest.mark.parametrize("command", ["/hint", "/why", "/undo"])
def test_without_a_talk_there_is_nothing_to_help_with(trainee: Trainee, command: str) -> None:
    assert trainee.types(command) == [ZH("talk-none")]


def test_all_of_it_in_english(tmp_path: Path, troupe: Troupe) -> None:
    with table(tmp_path, Listener(), troupe, lang="en") as ann:
        customer = customer_of("en/lathe_quote")
        for line in ("/practice en/lathe_quote", "0", "0"):
            ann.types(line)
        assert ann.types("/hint") == [EN("hint-first", level="principle", cost=1)]
        assert "The first is the principle: 1 point off" in ann.last.text
        assert ann.types("/hint")[0].startswith("Hint  Listen (")
        ann.says("Well, whatever.")
        [why] = ann.types("/why")
        assert why.startswith('You said "Well, whatever.", which was read as:\n')
        assert customer.account.person in why
        [done] = ann.types("/undo")
        assert done.startswith(f"Reply 1 is taken back; {customer.account.person} never heard it. It costs 3 points,")
        ann.says("Let me think.")
        text = text_card(ann, EN)
        assert (
            '−1  one hint: the principle of "Listen" before reply 1 (1)\n−3  reply 1 taken back and said anew' in text
        )
