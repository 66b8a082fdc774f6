"""Facts asked for and answers given, on questions and statements that are not among the scenarios' examples."""

from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pytest
import yaml

from state.content.loading import load_source
from state.content.questions import Question, Questions, Statement
from state.content.scenario import NearMisses, Scenario
from state.content.terms import Lang, Move
from state.understanding.encoder import MEANING, Closed, Encoder, load_encoder, own
from state.understanding.groups import LEAD, RIVAL, Examples, Groups, Piece
from state.understanding.groups import Questions as Asked
from state.understanding.lexicon import Floats
from state.understanding.matched import Tally, matched
from state.understanding.matching import MOST, Common, Matcher, Matchers, asides, best, usual_examples
from state.understanding.model import FOLDER, load_model
from state.understanding.network import digest_of
from state.understanding.reader import SentenceReader
from state.understanding.reading import Match, Reading
from state.understanding.trunk import FILES, load_trunk
from state.understanding.vectors import Vectors

USUALLY = Path(__file__).parents[1] / "data" / "usual"
SAID = Path(__file__).parents[1] / "data" / "matching" / "development"
# The least that must hold; docs/reader.md has what was measured.
LEAST: tuple[tuple[Lang, float, float], ...] = (("zh", 0.90, 0.80), ("en", 0.88, 0.80))
FOURTH = 4  # of a thousand examples: to read one takes a hundredth of a second


def scenario_of(content: Path, name: str) -> Scenario:
    scenario = load_source(content / f"{name}.yaml", Scenario).entry
    assert scenario is not None
    return scenario


@pytest.fixture
def vmc(content: Path) -> Scenario:
    return scenario_of(content, "zh/vmc_price")


@pytest.fixture(scope="session")
def by_the_way(encoder: Encoder) -> Floats:
    return encoder.encode(asides("zh"))


@pytest.fixture(scope="session")
def common(encoder: Encoder) -> Common:
    return Common.of("zh", encoder)


@pytest.fixture
def aware(encoder: Encoder, tmp_path: Path) -> Encoder:
    """An encoder to which customers are new, but not what is said to any of them, of which there is much."""
    kept = Vectors(tmp_path / "vectors", digest_of(FOLDER, (*FILES, MEANING)))
    for sentences in (asides("zh"), usual_examples("zh").sentences):
        kept.of(sentences, encoder.encode)
    return load_encoder(FOLDER, load_trunk(FOLDER), tmp_path)


@pytest.mark.parametrize(("lang", "precision", "recall"), LEAST)
def test_what_is_matched_is_mostly_right_and_mostly_found(
    reader: SentenceReader, content: Path, lang: Lang, precision: float, recall: float
) -> None:
    pairs = []
    for file in sorted(SAID.glob(f"{lang}_*.yaml")):
        said = load_source(file, Questions).entry
        assert said is not None
        pairs.append(matched(reader, scenario_of(content, file.stem.replace("_", "/", 1)), said))
    assert len(pairs) == 5
    for of in zip(*pairs, strict=True):
        whole = reduce(add, of, Tally())
        assert whole.precision >= precision
        assert whole.recall >= recall


class Deaf:
    """A reader that takes every text with `?` for a question for the price, and any other for the payback."""

    version = "0"

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        moves: dict[Move, float] = {"other": 1.0}
        if "?" in reply:
            return Reading(moves=moves, asked=(Match(id="price", confidence=1.0, span=(0, 1)),))
        return Reading(moves=moves, answers=(Match(id="payback", confidence=1.0, span=(0, 1)),))

    def prepare(self, scenarios: object) -> None:
        raise AssertionError


def test_wrong_matches_are_those_of_another_and_of_nothing_and_near_misses_are_apart(vmc: Scenario) -> None:
    said = Questions(
        questions=(Question(says="多少钱?", fact="price"), Question(says="几台?", fact="count")),
        answers=(Statement(says="一年回本", answer="payback"), Statement(says="行吗?", answer="trial")),
        near_misses=("哪国货?",),
        nothing=("您好", "吃了吗?"),
    )
    facts, answers = matched(Deaf(), vmc, said)
    assert facts == Tally(total=2, right=1, wrong=3, near=1, near_misses=1)
    assert answers == Tally(total=2, right=1, wrong=1, near=0, near_misses=1)
    assert (facts.recall, facts.precision, facts.with_near_misses) == (0.5, 0.25, 0.2)


def test_a_part_is_made_of_its_own_tokens_and_the_whole_of_all() -> None:
    tokens = ((0, 0), (0, 2), (2, 3), (3, 6), (0, 0))
    assert own(tokens, (0, 6), 6).tolist() == [True] * 5
    assert own(tokens, (0, 3), 6).tolist() == [False, True, True, False, False]
    assert own(tokens, (3, 6), 6).tolist() == [False, False, False, True, False]
    assert own(tokens, (6, 9), 9).tolist() == [True] * 5  # it was cut off


def test_a_part_is_seen_in_the_light_of_the_rest(encoder: Encoder) -> None:
    texts = ("二十台？", "您厂里有几台机床？二十台？")
    alone = encoder.encode([texts[0]])[0]
    beside = encoder.parts(texts[1], [(9, 13)])[0]
    other = encoder.encode(["下周二我再来拜访您"])[0]

    def likeness(one: Floats, two: Floats) -> float:
        return float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))

    assert likeness(alone, other) < likeness(alone, beside) < 0.999


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_matches_its_own_fact_or_answer(reader: SentenceReader, content: Path, lang: Lang) -> None:
    scenario = scenario_of(content, {"zh": "zh/vmc_price", "en": "en/lathe_quote"}[lang])
    asked = [(fact.id, question) for fact in scenario.facts for question in fact.asked]
    given = [(answer.id, sentence) for answer in scenario.answers for sentence in answer.means]
    for name, question in asked[::FOURTH]:
        assert name in [match.id for match in reader.read(question, lang=lang, scenario=scenario).asked]
    for name, sentence in given[::FOURTH]:
        assert name in [match.id for match in reader.read(sentence, lang=lang, scenario=scenario).answers]


def test_a_fact_is_quoted_by_the_clause_that_asked_for_it(reader: SentenceReader, vmc: Scenario) -> None:
    reply = "我理解您的难处，换了我也要算账。现在一件要多长时间？"
    (match,) = reader.read(reply, lang="zh", scenario=vmc).asked
    assert match.id == "cycle_time"
    assert reply[slice(*match.span)].startswith("现在一件要多长时间")


def test_two_questions_bring_two_facts_and_three_no_more(reader: SentenceReader, vmc: Scenario) -> None:
    two = "废品率现在是多少？现在加工一件要几分钟？"
    assert {m.id for m in reader.read(two, lang="zh", scenario=vmc).asked} == {"scrap", "cycle_time"}
    three = two + "您这台机器的预算是多少？"
    found = {m.id for m in reader.read(three, lang="zh", scenario=vmc).asked}
    assert len(found) == MOST
    assert found < {"scrap", "cycle_time", "budget"}


def test_a_sentence_that_asks_two_things_brings_two_facts(reader: SentenceReader, vmc: Scenario) -> None:
    asked = reader.read("您这个件一个月干多少，最怕的是哪一样？", lang="zh", scenario=vmc).asked
    assert {match.id for match in asked} == {"volume", "worry"}


def test_a_question_is_heard_among_many_clauses(reader: SentenceReader, vmc: Scenario) -> None:
    reply = (
        "王总，您说得对，差六万二，换我也心疼，这钱不是大风刮来的，我懂，咱们慢慢对，不着急。"
        "先不比机器，废品压下来也是钱，扣款少一回，两个人少挑一天，都算。您一个月干多少件？价格后头再讲，我不躲。"
    )
    assert "volume" in [match.id for match in reader.read(reply, lang="zh", scenario=vmc).asked]


def test_who_restates_gives_no_answer_and_asks_for_nothing(reader: SentenceReader, vmc: Scenario) -> None:
    reading = reader.read("您嫌的是多出来的六万二看不见怎么挣回来，是这个意思吧？", lang="zh", scenario=vmc)
    assert "restate" in reading.moves
    assert (reading.asked, reading.answers) == ((), ())


def test_what_stands_at_the_end_of_a_sentence_is_heard_too(reader: SentenceReader, vmc: Scenario) -> None:
    reading = reader.read("您的心情我特别能体会，做这行都不容易，现在一件要多长时间？", lang="zh", scenario=vmc)
    assert [match.id for match in reading.asked] == ["cycle_time"]


def test_where_a_question_asks_for_no_fact_the_nearest_is_named(reader: SentenceReader, vmc: Scenario) -> None:
    near = reader.read("铸件自己带的砂眼，能占几个点", lang="zh", scenario=vmc)
    assert (near.asked, near.nearby and near.nearby.id) == ((), "sand_holes")
    asked = reader.read("一件要加工几分钟？", lang="zh", scenario=vmc)
    assert ([match.id for match in asked.asked], asked.nearby) == (["cycle_time"], None)
    for elsewhere in ("铸件自己带的砂眼，占两个点。", "那是谁？", "您看行不行？"):
        assert reader.read(elsewhere, lang="zh", scenario=vmc).nearby is None


def test_few_words_that_would_ask_for_another_fact_too_are_doubtful(reader: SentenceReader, vmc: Scenario) -> None:
    asked = reader.read("您现在一件加工多少分钟，卡在哪道工序上？", lang="zh", scenario=vmc).asked
    assert [(match.id, match.doubtful) for match in asked] == [("cycle_time", False), ("costly_step", True)]
    example = next(fact for fact in vmc.facts if fact.id == "costly_step").asked[0]
    assert [match.doubtful for match in reader.read(example, lang="zh", scenario=vmc).asked] == [False]


def test_a_fact_for_which_nobody_asks_who_is_near_to_no_such_question(
    vmc: Scenario, encoder: Encoder, common: Common
) -> None:
    matcher = Matcher(vmc, encoder, common)
    asked = "铸件自己带的砂眼，能占几个点"
    [vector] = encoder.encode([asked])
    for text, near in ((asked, True), ("铸件自己带的砂眼，为什么能占几个点", False)):
        assert bool(matcher.nearby([Piece((0, len(text)), text, vector, asks=True)])) == near


def test_a_closed_encoder_gives_up_what_it_has_begun() -> None:
    encoder = load_encoder(FOLDER, load_trunk(FOLDER))
    encoder.close()
    with pytest.raises(Closed):
        encoder.encode(["价格"])


def test_a_question_gives_no_answer_and_a_statement_asks_for_no_fact(reader: SentenceReader, vmc: Scenario) -> None:
    assert not reader.read("废品大概占几个点？", lang="zh", scenario=vmc).answers
    assert not reader.read("拿您的毛坯来试切，当场测给您看", lang="zh", scenario=vmc).asked


def test_who_only_asks_answers_nothing_however_near_the_words_come(content: Path, reader: SentenceReader) -> None:
    lathe = scenario_of(content, "en/lathe_quote")
    asked = "If theirs packs up after a year and a half, are you covered?"
    assert not reader.read(asked, lang="en", scenario=lathe).answers


def test_a_question_mark_tells_that_a_fact_is_asked_for(content: Path, reader: SentenceReader) -> None:
    dealer = scenario_of(content, "en/dealer_service")
    words = "Had you heard our name before I called"
    assert [match.id for match in reader.read(f"{words}?", lang="en", scenario=dealer).asked] == ["reputation"]
    assert not reader.read(f"{words}.", lang="en", scenario=dealer).asked


def test_what_is_nearer_to_a_near_miss_asks_for_no_fact(vmc: Scenario, encoder: Encoder, common: Common) -> None:
    bare = vmc.model_copy(update={"near_misses": NearMisses()})
    taught, untaught = (Matcher(each, encoder, common) for each in (vmc, bare))
    for asked in ("他家那个价含不含刀具", "国产系统是什么牌子"):
        assert asked not in vmc.near_misses.asked
        pieces = _whole(encoder, asked)
        assert untaught.match(pieces, (), ["closed_question"]).asked, asked
        assert not taught.match(pieces, (), ["closed_question"]).asked, asked


def test_what_a_fact_lists_asks_for_it_whatever_near_misses_there_are(
    vmc: Scenario, encoder: Encoder, common: Common
) -> None:
    asked = vmc.facts[0].asked[0]
    scenario = vmc.model_copy(update={"near_misses": NearMisses(asked=(f"{asked}啊", asked[:-1]))})
    match = Matcher(scenario, encoder, common).match(_whole(encoder, asked), (), ["open_question"])
    assert [found.id for found in match.asked] == [vmc.facts[0].id]


def test_surface_objections_are_heard_to_be_answered(reader: SentenceReader, vmc: Scenario) -> None:
    reading = reader.read("十年前的老机器，精度效率跟现在的没法比", lang="zh", scenario=vmc)
    assert [match.id for match in reading.surface] == ["cheap_is_enough"]


def test_a_scenario_is_made_ready_once(content: Path, vmc: Scenario, encoder: Encoder) -> None:
    matchers = Matchers(encoder, kept=1)
    first = matchers.of(vmc)
    assert matchers.of(vmc) is first
    matchers.of(scenario_of(content, "en/lathe_quote"))
    assert matchers.of(vmc) is not first  # only the last one was kept


def test_no_more_scenarios_are_made_ready_than_are_kept(content: Path, vmc: Scenario, aware: Encoder) -> None:
    one, other = (
        each.model_copy(update={"facts": each.facts[:2], "near_misses": NearMisses(), "answers": ()})
        for each in (vmc, scenario_of(content, "zh/fixture_later"))
    )
    matchers = Matchers(aware, kept=1)
    given = iter((one, other))
    SentenceReader(load_model(), aware, "", matchers).prepare(given)
    assert len(matchers) == 1, "the first of them was made ready"
    assert next(given) is other, "and would have lost its place to this one"


def test_whose_vectors_are_kept_is_made_ready_at_the_first_reply(vmc: Scenario, aware: Encoder, tmp_path: Path) -> None:
    scenario = vmc.model_copy(update={"facts": vmc.facts[:3], "near_misses": NearMisses(asked=("吃了没",))})

    def built() -> bool:
        """Whether to make it ready anew brings another matcher than before."""
        matchers = Matchers(aware)
        before = len(matchers)
        matchers.prepare(scenario)
        return len(matchers) > before

    assert built(), "it is new"
    assert not built()
    for file in (tmp_path / "vectors").iterdir():
        if np.load(file).shape[0] == 1:  # the near miss's
            file.unlink()
    assert built(), "something of it is not kept"


def test_groups_without_sentences_match_nothing(encoder: Encoder, by_the_way: Floats) -> None:
    assert best(Groups(Examples([("empty", ())]), encoder, by_the_way), _whole(encoder, "价格"), [0.0]) == ()


def test_a_lone_example_matches_itself_and_little_else(encoder: Encoder, by_the_way: Floats) -> None:
    lone = Groups(Examples([("dear", ("一分价钱一分货",))]), encoder, by_the_way)
    assert [match.id for match in best(lone, _whole(encoder, "一分价钱一分货。"), [0.3])] == ["dear"]
    assert best(lone, _whole(encoder, "晚上一起吃饭吧"), [0.3]) == ()


def test_between_two_groups_that_fit_as_well_a_question_is_meant_for_neither(
    encoder: Encoder, by_the_way: Floats
) -> None:
    given = Examples(
        [
            ("lunch", ("午饭在哪儿吃？", "中午吃什么")),
            ("first", ("一号机多少钱？", "一号机什么价")),
            ("second", ("二号机多少钱？", "二号机什么价")),
        ]
    )
    no_usual = Groups(Examples([("weather", ("下雨了吗？", "明天冷不冷"))]), encoder, by_the_way)
    alone, beside = Groups(given, encoder, by_the_way), Asked(given, encoder, by_the_way, no_usual, {})
    for text, clear in (("中午在哪儿吃午饭", True), ("那台机多少钱", False)):
        piece = _whole(encoder, text)
        without, lead = alone.scores(piece)[0], beside.scores(piece)[0, :3]
        assert (lead.max() == pytest.approx(without.max())) == clear, text
        assert lead.max() >= without.max() - RIVAL * LEAD - 1e-6


def test_what_any_seller_asks_is_told_by_the_fact_that_answers_it(
    vmc: Scenario, encoder: Encoder, common: Common
) -> None:
    fact = vmc.facts[0].model_copy(update={"id": "cars", "asked": ("院里停几辆车", "车停哪儿"), "usual": ("shifts",)})
    one, none = (
        Matcher(vmc.model_copy(update={"facts": facts}), encoder, common)
        for facts in ((fact, *vmc.facts[1:3]), (fact.model_copy(update={"usual": ()}), *vmc.facts[1:3]))
    )
    pieces = _whole(encoder, "贵厂白班夜班都开吗")
    assert [match.id for match in one.match(pieces, (), ["closed_question"]).asked] == ["cars"]
    assert not none.match(pieces, (), ["closed_question"]).asked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_most_of_what_any_seller_asks_is_told_by_who_knows_it(
    reader: SentenceReader, content: Path, lang: Lang
) -> None:
    asked = yaml.safe_load((USUALLY / f"{lang}.yaml").read_text(encoding="utf-8"))
    assert not {*asked.values()} & {*usual_examples(lang).sentences}
    known = right = 0
    for file in sorted(SAID.glob(f"{lang}_*.yaml")):
        scenario = scenario_of(content, file.stem.replace("_", "/", 1))
        for fact in scenario.facts:
            for name in fact.usual:
                known += 1
                told = reader.read(asked[name], lang=lang, scenario=scenario).asked
                right += any(match.id == fact.id for match in told)
    assert known >= 5 * 60
    assert right >= 0.8 * known


def test_what_speaks_of_a_thing_of_its_own_is_less_surely_what_any_seller_asks(common: Common) -> None:
    assert common.usual.strange("你们几班倒？") < common.usual.strange("喷涂线上的机械臂几班倒？")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_wording_of_a_usual_question_is_that_of_another(lang: Lang) -> None:
    wordings = usual_examples(lang).sentences
    assert len(wordings) == len(set(wordings)) >= 1290


def test_a_question_that_its_reply_drowns_is_heard_by_itself(reader: SentenceReader, vmc: Scenario) -> None:
    reply = "废品率现在是多少？现在加工一件要几分钟？您这台机器的预算是多少？"
    asked = {match.id: match for match in reader.read(reply, lang="zh", scenario=vmc).asked}
    assert reply[slice(*asked["budget"].span)] == "您这台机器的预算是多少？"


def _whole(encoder: Encoder, text: str) -> list[Piece]:
    return [Piece((0, len(text)), text, encoder.encode([text])[0])]
