"""How simulated trainees fared, as a picture: legible in both languages, and true to the talks."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.charts import SMALL
from bot.outcomes import APART, BARS, COLOURS, EDGE, WIDTH, chart, form_of, layout
from bot.rehearsing import Played, Rehearsal
from bot.texts import texts
from bot.trainees import KINDS, Kind
from state.content.terms import Lang, Outcome
from state.scoring.talk import Talk
from tests.customers import customer_of
from tests.scoring.talks import talk

LANGS: tuple[Lang, ...] = ("zh", "en")
NAMES = {"zh": "zh/vmc_price", "en": "en/lathe_quote"}
SVG = "{http://www.w3.org/2000/svg}"


def ended(lang: Lang, outcome: Outcome) -> Talk:
    held = talk(customer=customer_of(NAMES[lang]))
    return replace(held, end=held.end.model_copy(update={"outcome": outcome}))


def rehearsal(lang: Lang, outcomes: Sequence[Outcome], kinds: Sequence[Kind] = KINDS) -> Rehearsal:
    """Each kind has a talk with each of these outcomes, with points 0, 10, 20 …"""
    played = [Played(kind, i, ended(lang, end), 10 * i) for kind in kinds for i, end in enumerate(outcomes)]
    return Rehearsal(customer_of(NAMES[lang]), tuple(played))


def bars(drawn: bytes) -> dict[str, list[float]]:
    """Colour -> the widths of the boxes in it, the legend's left out."""
    found = dict[str, list[float]]()
    for box in ET.fromstring(drawn).iter(f"{SVG}polygon"):
        xs = [float(point.partition(",")[0]) for point in box.attrib["points"].split()]
        if max(xs) - min(xs) != 28:
            found.setdefault(box.attrib["fill"], []).append(max(xs) - min(xs))
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [1, 2, APART, APART + 1])
def test_nothing_overlaps_or_is_cut_short(lang: Lang, count: int) -> None:
    canvas, height = layout([rehearsal(lang, ["agreed", "deferred", "lost"])] * count, texts(lang))
    for words in canvas.words:
        assert EDGE < words.left < words.right < WIDTH - EDGE + 1, words.text
        assert 0 < words.top < words.bottom < height
        assert words.face.size >= SMALL
        assert "…" not in words.text
        assert "..." not in words.text
    for one, two in combinations(canvas.words, 2):
        apart = one.right <= two.left or two.right <= one.left or one.bottom <= two.top or two.bottom <= one.top
        assert apart, (one.text, two.text)


@pytest.mark.parametrize("lang", LANGS)
def test_a_bar_is_as_long_as_the_share_and_says_it_where_there_is_room(lang: Lang) -> None:
    counts: dict[Outcome, int] = {"agreed": 14, "deferred": 5, "lost": 1}
    ends = [end for end, count in counts.items() for _ in range(count)]
    fared = rehearsal(lang, ends, ["expert"])
    assert bars(chart([fared], texts(lang), "svg")) == {
        COLOURS["agreed"][0]: [pytest.approx(BARS * 0.7)],
        COLOURS["deferred"][0]: [pytest.approx(BARS * 0.25)],
        COLOURS["lost"][0]: [pytest.approx(BARS * 0.05)],
    }
    shown = [words.text for words in layout([fared], texts(lang))[0].words]
    assert "70%" in shown
    assert "25%" in shown
    assert "5%" not in shown, "too narrow a share for it"


def test_rows_are_those_of_who_played_in_words_of_the_language() -> None:
    shown = [words.text for words in layout([rehearsal("zh", ["agreed"], ["arguer", "expert"])], texts("zh"))[0].words]
    assert {"三十八万八的立加", "zh/vmc_price", "高手", "爱抬杠", "谈成", "暂缓", "谈崩"} <= set(shown)
    assert shown.index("高手") < shown.index("爱抬杠")
    assert "闷葫芦" not in shown


def test_many_customers_are_drawn_as_one() -> None:
    good, bad = rehearsal("en", ["agreed"], ["expert"]), rehearsal("en", ["lost"], ["expert"])
    drawn = chart([good] * APART + [bad] * APART, texts("en"), "svg")
    assert bars(drawn) == {COLOURS["agreed"][0]: [BARS / 2], COLOURS["lost"][0]: [BARS / 2]}
    assert f"{APART * 2} customers together" in drawn.decode()


def test_points_go_from_the_lowest_to_the_highest_with_a_ring_at_the_median() -> None:
    def of(points: Sequence[int]) -> ET.Element:
        talks = tuple(Played("expert", seed, ended("zh", "agreed"), each) for seed, each in enumerate(points))
        return ET.fromstring(chart([Rehearsal(customer_of("zh/vmc_price"), talks)], texts("zh"), "svg"))

    def line(points: Sequence[int], width: str) -> list[float]:
        [found] = [each for each in of(points).iter(f"{SVG}polyline") if each.attrib["stroke-width"] == width]
        return [float(point.partition(",")[0]) for point in found.attrib["points"].split()]

    zero, hundred = line([0, 100], "4")
    at = [zero + (hundred - zero) * share / 100 for share in range(101)]
    assert line([90, 20, 60, 40, 50], "4") == pytest.approx([at[20], at[90]])
    assert line([90, 20, 60, 40, 50], "14") == pytest.approx([at[40], at[60]])
    [ring] = of([90, 20, 60, 40, 50]).iter(f"{SVG}circle")
    assert float(ring.attrib["cx"]) == pytest.approx(at[50])


@pytest.mark.parametrize("lang", LANGS)
def test_as_a_png_it_is_the_same_size_and_small(lang: Lang) -> None:
    fared = [rehearsal(lang, ["agreed", "deferred", "lost"])] * 2
    png, svg = (chart(fared, texts(lang), form) for form in ("png", "svg"))
    image, root = Image.open(BytesIO(png)), ET.fromstring(svg)
    assert image.size == (int(root.attrib["width"]), int(root.attrib["height"]))
    assert image.width == WIDTH
    assert len(png) < 100_000


@pytest.mark.parametrize(("name", "form"), [("a.png", "png"), ("A.SVG", "svg"), ("a.jpg", None), ("png", None)])
def test_the_ending_of_a_files_name_says_what_it_is(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form
