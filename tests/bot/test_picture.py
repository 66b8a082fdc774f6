"""The score card as a picture: legible, nothing over anything else, and what is not rated is no zero."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageColor

from bot.canvas import LONE, Canvas, Words
from bot.card import advice, card_text
from bot.charts import SMALL, TEAL, Spoke, radar
from bot.picture import EDGE, PAPER, WIDTH, layout, picture
from bot.quotes import QUOTE
from bot.texts import texts
from state.content.rubric import Rubric
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Meters, Turn
from state.scoring.card import Card, Slip, Uncounted, score
from state.scoring.feedback import feedback
from state.scoring.review import Review, Ruling
from state.scoring.talk import Talk
from tests.customers import customer_of, troupe
from tests.scoring.talks import talk, turn

LANGS: tuple[Lang, ...] = ("zh", "en")
CUSTOMERS = {"zh": customer_of("zh/vmc_price"), "en": customer_of("en/lathe_quote")}
LONG = {
    "zh": "王总，“六万二”不是小数，我们一件一件算给您看。",
    "en": "That’s “a fair question”, so let us work it out. ",
}


def turns_of(count: int, reply: str) -> list[Turn]:
    """A talk in which trust and patience go up and down from end to end."""
    feels = [Meters(trust=(37 * i) % 101, patience=100 - (53 * i) % 101, interest=50) for i in range(count + 1)]
    return [turn(i, reply=reply, before=feels[i - 1], after=feels[i]) for i in range(1, count + 1)]


def talk_of(customer: Customer, turns: Sequence[Turn]) -> Talk:
    return talk(*turns, customer=customer)


def card_of(customer: Customer, turns: Sequence[Turn], mistakes: int = 0, **changes: object) -> Card:
    moves = list(troupe().rubric.mistakes)
    slips = tuple(Slip(move=moves[i % len(moves)], turn=i + 1, quote="", cost=6) for i in range(mistakes))
    scored = score(talk_of(customer, turns), troupe().rubric)
    return scored.model_copy(update={"mistakes": slips, **changes})


def wordy(rubric: Rubric) -> Rubric:
    """A rubric whose texts are all far too long."""
    dump = rubric.model_dump(mode="json")
    for entry in (*dump["steps"], *dump["groups"], *dump["bands"], *dump["mistakes"].values()):
        for key in {"name", "advice", "reason"} & set(entry):
            entry[key] = {lang: text * 8 for lang, text in LONG.items()}
    return Rubric.model_validate(dump)


def ink(words: Words) -> tuple[float, float, float, float]:
    """Where a line of words may have ink: the Chinese square, and the tails of letters below it."""
    line = words.top + words.face.size * 1.08
    return words.left, line - 0.88 * words.face.size, words.right, line + 0.24 * words.face.size


def overlapping(words: Sequence[Words]) -> Iterator[tuple[str, str]]:
    for one, two in combinations(words, 2):
        a, b = ink(one), ink(two)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            yield one.text, two.text


def shown(canvas: Canvas) -> list[str]:
    return [words.text for words in canvas.words]


def words_on(lang: Lang, card: Card, done: Talk, before: Sequence[int] = (), private: bool = False) -> list[str]:
    return shown(layout(texts(lang), card, troupe().rubric, done, before, private)[0])


def talkative(customer: Customer, model: str) -> Customer:
    """A customer all of whose model replies are this one."""
    models = dict.fromkeys(customer.scenario.models, model)
    return replace(customer, scenario=customer.scenario.model_copy(update={"models": models}))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [0, 1, 2, 9, 14, 30])
@pytest.mark.parametrize("mistakes", [0, 1, 10])
@pytest.mark.parametrize("much", [False, True])
def test_nothing_overlaps_or_leaves_its_place(lang: Lang, count: int, mistakes: int, much: bool) -> None:
    rubric = wordy(troupe().rubric) if much else troupe().rubric
    turns = turns_of(count, LONG[lang] * (60 if much else 1))
    card = card_of(CUSTOMERS[lang], turns, mistakes, score=100)
    done = talk_of(CUSTOMERS[lang], turns)
    if much:
        done = replace(
            done, customer=talkative(done.customer, LONG[lang] * 8), review=Review(dict.fromkeys(card.asked, Ruling()))
        )
    canvas, height = layout(texts(lang), card, rubric, done, [0] if much else [], private=much)
    assert list(overlapping(canvas.words)) == []
    for words in canvas.words:
        left, top, right, bottom = ink(words)
        assert EDGE < left <= right < WIDTH - EDGE, words.text
        assert 0 < top < bottom < height - EDGE, words.text
        assert words.face.size >= SMALL


@pytest.mark.parametrize("lang", LANGS)
def test_a_png_for_a_phone_small_and_drawn_at_once(lang: Lang) -> None:
    turns = turns_of(30, LONG[lang] * 60)
    card = card_of(CUSTOMERS[lang], turns, 10)
    began = time.thread_time()
    drawn = picture(texts(lang), card, troupe().rubric, talk_of(CUSTOMERS[lang], turns), [64], private=True)
    assert time.thread_time() - began < 0.5
    assert len(drawn) < 150_000
    image = Image.open(BytesIO(drawn))
    assert (image.format, image.width) == ("PNG", 1080)
    assert 1.5 < image.height / image.width < 2.5
    assert drawn == picture(texts(lang), card, troupe().rubric, talk_of(CUSTOMERS[lang], turns), [64], private=True)
    colour = image.convert("RGB")
    for strip in ((0, 0, EDGE, image.height), (image.width - EDGE, 0, image.width, image.height)):
        seen = colour.crop(strip).getcolors() or []
        assert len(seen) == 1, "nothing is painted beside the panels"
        assert all(abs(is_ - be) <= 2 for is_, be in zip(seen[0][1], ImageColor.getrgb(PAPER), strict=True))


def test_it_says_who_how_much_when_it_turned_and_what_to_change() -> None:
    customer, turns = CUSTOMERS["zh"], turns_of(3, "王总，您主要是跟哪家比？")
    turns[1] = turns[1].model_copy(update={"reply": "除了价格，还有没有别的顾虑？", "before": turns[1].before})
    card = card_of(customer, turns, 0, score=52, turning=2)
    words = words_on("zh", card, talk_of(customer, turns))
    assert {"王建国", "三十八万八的立加", "52", "还差火候", "没有失误", "下次只改一件事"} <= set(words)
    assert "转折点：第 2 句，信任 +37" in words
    assert "“除了价格，还有没有别的顾虑？”" in words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("points", "things"), [(59, 1), (60, 2), (79, 2), (80, 3)])
def test_the_stronger_the_trainee_the_more_there_is_to_work_on(lang: Lang, points: int, things: int) -> None:
    say, rubric, done = texts(lang), troupe().rubric, talk_of(CUSTOMERS[lang], turns_of(2, LONG[lang]))
    card = card_of(done.customer, done.turns, score=points)
    words = words_on(lang, card, done)
    told = "".join(words).replace(" ", "")
    work = feedback(done, card, rubric).work
    assert len(work) == things
    at = [told.index(advice(rubric, criterion, lang).replace(" ", "")) for criterion in work]
    assert at == sorted(at)
    assert say("picture-focus", count=things) in words
    assert (say("picture-focus-also") in words) == (things > 1)


@pytest.mark.parametrize(("lang", "spot"), [("zh", "第 2 句的地方，可以这样说："), ("en", "At reply 2 you could say:")])
def test_the_model_reply_stands_where_it_would_have_been_good(lang: Lang, spot: str) -> None:
    customer = CUSTOMERS[lang]
    done = talk_of(customer, [turn(1, "acknowledge"), turn(2, "argue")])
    card = card_of(customer, done.turns, focus="calm", instead="acknowledge", weakest=2)
    words = words_on(lang, card, done)
    assert spot in words
    model = customer.scenario.models["acknowledge"].replace("…", "...").replace(" ", "")
    quoted = {"zh": f"“{model}”", "en": f'"{model}"'}[lang]
    assert quoted in "".join(words[words.index(spot) :]).replace(" ", "")
    nowhere = words_on(lang, card.model_copy(update={"weakest": None}), done)
    assert spot not in nowhere
    assert texts(lang)("picture-model", turn=0) in nowhere


def test_a_model_reply_that_is_very_long_is_shortened() -> None:
    customer = talkative(CUSTOMERS["zh"], "您说得对。" * 40)
    done = talk_of(customer, [turn(1, "argue")])
    words = words_on("zh", card_of(customer, done.turns, focus="calm", instead="acknowledge", weakest=1), done)
    quote = "".join(words[words.index("第 1 句的地方，可以这样说：") + 1 :])
    assert quote.startswith("“您说得对。")
    assert quote.endswith("…”")
    assert len(quote) == 2 * QUOTE["zh"] + 2


def test_a_customer_rewritten_without_that_reply_costs_the_reply_alone() -> None:
    customer = CUSTOMERS["zh"]
    scenario = customer.scenario.model_copy(update={"models": {}})
    done = talk_of(replace(customer, scenario=scenario), [turn(1, "argue")])
    card = card_of(customer, done.turns, focus="calm", instead="acknowledge", weakest=1)
    words = words_on("zh", card, done)
    assert texts("zh")("picture-focus", count=1) in words
    assert not any("可以这样说" in text for text in words)
    assert "可以这样说" not in card_text(texts("zh"), card, troupe().rubric, done, [], [], private=False)


@pytest.mark.parametrize(
    ("lang", "last", "told"),
    [
        ("zh", 55, "上次 55 分，这次 −3"),
        ("zh", 52, "和上次一样，52 分"),
        ("en", 40, "Last time 40; this time +12"),
        ("en", 52, "The same as last time, 52"),
    ],
)
def test_it_is_compared_with_the_last_talk_if_there_was_one(lang: Lang, last: int, told: str) -> None:
    done = talk_of(CUSTOMERS[lang], turns_of(2, LONG[lang]))
    card = card_of(done.customer, done.turns, score=52)
    assert told in words_on(lang, card, done, [last, 70])
    assert told not in words_on(lang, card, done)


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_that_the_talk_was_private_and_that_an_appeal_was_upheld(lang: Lang) -> None:
    say, done = texts(lang), talk_of(CUSTOMERS[lang], turns_of(2, LONG[lang]))
    card = card_of(done.customer, done.turns)
    private, upheld = say("card-private"), say("picture-upheld", count=1)
    corrected = say("picture-corrected", count=1, machine=40)
    plain = words_on(lang, card, done)
    assert private not in plain
    assert upheld not in plain
    assert private in words_on(lang, card, done, private=True)
    found = {card.asked[0]: Ruling(), "no longer asked": Ruling(turn=1), card.asked[1]: Ruling(0.5, None, "coach")}
    shown = words_on(lang, card.model_copy(update={"machine": 40}), replace(done, review=Review(found)))
    assert upheld in shown
    assert corrected in shown


def test_mistakes_are_told_by_kind_the_dearest_first() -> None:
    customer, turns = CUSTOMERS["en"], turns_of(6, "Hello.")
    slips = [
        ("concede", 1, 6),
        ("argue", 2, 9),
        ("argue", 5, 6),
        ("pressure", 3, 8),
        ("dismiss", 4, 7),
        ("dismiss", 6, 5),
    ]
    mistakes = tuple(Slip.model_validate({"move": m, "turn": t, "cost": c, "quote": ""}) for m, t, c in slips)
    card = card_of(customer, turns).model_copy(update={"mistakes": mistakes})
    words = words_on("en", card, talk_of(customer, turns))
    assert [text for text in words if text in ("−15", "−12", "−8", "−6")] == ["−15", "−12", "−8"]
    assert "Mistakes: −41 points in all" in words
    assert "You waved the concern away (replies 4, 6)" in words
    assert "and one more" in words


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "有 2 句不计分（第 2、4 句），扣 8 分"), ("en", "What did not count (replies 2, 4): −8")]
)
def test_what_did_not_count_is_told_with_its_replies(lang: Lang, told: str) -> None:
    customer, turns = CUSTOMERS[lang], turns_of(4, LONG[lang])
    void = [("repeated", 2, 3), ("copied", 4, 3), ("heaped", 4, 2)]
    uncounted = tuple(Uncounted.model_validate({"why": w, "turn": t, "cost": c, "quote": ""}) for w, t, c in void)
    card = card_of(customer, turns).model_copy(update={"uncounted": uncounted})
    assert told in words_on(lang, card, talk_of(customer, turns))


@pytest.mark.parametrize(("lang", "unrated"), [("zh", "这次不评"), ("en", "not rated")])
def test_a_step_that_is_not_rated_is_said_to_be_so(lang: Lang, unrated: str) -> None:
    customer, turns = CUSTOMERS[lang], turns_of(2, LONG[lang])
    card = card_of(customer, turns)
    steps = [
        part.model_copy(
            update={"share": None, "points": 0.0, "of": 0} if part.id in "ag" else {"share": 0.0, "points": 0.0}
        )
        for part in card.steps
    ]
    card = card.model_copy(update={"steps": tuple(steps)})
    words = words_on(lang, card, talk_of(customer, turns))
    assert words.count(unrated) == 2
    assert sum(text.startswith("0/") for text in words) == 5
    assert "0/0" not in words


def test_a_step_that_is_not_rated_has_no_mark_where_a_zero_has() -> None:
    def teal(*shares: float | None) -> int:
        canvas = Canvas(WIDTH)
        bottom = radar(canvas, EDGE, 0, WIDTH - EDGE, [Spoke(str(i), "", share) for i, share in enumerate(shares)])
        image = Image.open(BytesIO(canvas.png(bottom, PAPER))).convert("RGB")
        goal = ImageColor.getrgb(TEAL)
        near = (
            max(abs(a - b) for a, b in zip(colour, goal, strict=True)) < 9 for _, colour in image.getcolors(9999) or []
        )
        return sum(count for (count, _), is_near in zip(image.getcolors(9999) or [], near, strict=True) if is_near)

    none = teal(*[None] * 7)
    assert none == 0
    assert teal(0.0, *[None] * 6) > 100
    # Its neighbours are not joined across it: two lone marks, and no line from one to the other.
    assert teal(None, 1.0, None, None, None, None, 1.0) == pytest.approx(2 * teal(1.0, *[None] * 6), rel=0.1)


@pytest.mark.parametrize(("text", "size"), [("先认可对方的顾虑，再用自己的话复述一遍。", 20), ("Ask what it is.", 20)])
def test_no_lone_word_is_left_over_for_the_last_line(text: str, size: int) -> None:
    whole = Canvas(WIDTH)
    whole.text(text, 0, 0, WIDTH, size, TEAL)
    length = whole.words[0].right - whole.words[0].left
    canvas = Canvas(WIDTH)
    canvas.text(text, 0, 0, length - 1, size, TEAL, lines=2)
    first, last = canvas.words
    assert last.right - last.left >= LONE * (length - 1)
    assert (first.text + last.text).replace(" ", "") == text.replace(" ", "")


def test_a_chinese_opening_mark_hangs_out_so_that_the_words_line_up() -> None:
    canvas = Canvas(WIDTH)
    canvas.text("“贵”", 100, 0, 500, 40, TEAL)
    canvas.text("贵", 100, 60, 500, 40, TEAL)
    canvas.text("“dear”", 100, 120, 500, 40, TEAL)
    assert [words.left for words in canvas.words] == [80, 100, 100]


def test_what_the_font_does_not_have_is_left_out() -> None:
    canvas = Canvas(WIDTH)
    canvas.text("好的👍🏽，\u202e我明白\n了 😀\u200d!\ud800", 0, 0, 1000, 40, TEAL)
    canvas.text("That’s 🙂 fine — “ok”", 0, 100, 1000, 40, TEAL)
    assert shown(canvas) == ["好的，我明白 了 !", "That’s fine — “ok”"]
    assert not canvas.words[1].face.chinese, "the quotation marks of English are narrow"
