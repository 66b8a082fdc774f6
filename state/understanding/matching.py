"""Matching: which facts a reply asks for, and which answers it gives, by meaning and by the words shared."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from state.content.scenario import Scenario, Second, Surface
from state.content.terms import ANSWERING, Form, Lang, Move
from state.content.usual import usual
from state.understanding.encoder import Encoder
from state.understanding.forms import kinds
from state.understanding.groups import Encodes, Examples, Groups, Piece, Questions
from state.understanding.lexicon import Floats
from state.understanding.reading import Match
from state.understanding.telling import telling
from state.understanding.wording import asks, tags

MOST = 2
"""Facts and answers that one reply brings at most."""

# Found on the questions and statements of tests/data/matching/development (docs/reader.md has the figures).
THRESHOLD = 0.14
"""What a statement needs to give an answer."""
TO_ASK = 0.15
"""What a question needs to ask for a fact, of which there are ten times as many."""
APART = 0.04
"""How much more a sentence needs that is taken out of its reply."""
NEARBY = 0.10
"""What a question needs for a fact to be near to what it asks for."""
FEW_WORDS, CLEAR = 2, 0.15
"""A question with so few words that tell something, and so little of a lead, is in one case of five not meant so."""
END = 0.09
"""How much more the end of a sentence needs, for it says less by itself."""
ONE_OF = 0.08
"""How much more one of several questions of a sentence needs: the second is often about what the first named."""
NAMELESS = 0.25
"""How much more a part of a reply needs that names nothing: "how long for?", 那哪天呢？"""
UNLIKELY = 0.04
"""How much more is needed where the moves are not those of asking, or of telling."""
VERBATIM = 0.60
"""From this score on it is an example nearly word for word, and matches whatever else speaks against it."""
_TAGGED = re.compile(r"([?？]|\b(right|correct)|(对|是|没错)吧|对不对|是不是|吗)[。.!！～~]*$", re.IGNORECASE)
_SEVERAL = re.compile(r"[\u3400-\u9fff]{4}|[a-z]\W+[a-z]", re.IGNORECASE)
"""A question of several words; one of a single word (Fair? 为什么？) is about what was said before."""
PARTICULAR: frozenset[Form] = frozenset(("who", "when", "why"))
"""What a question may want that no other answer comes near to."""
ASKING: frozenset[Move] = frozenset(("open_question", "closed_question", "map_decision"))
"""What a question for a fact does."""
_TELLING = (ANSWERING | {"advance"}) - {"feature"}  # a bare specification seldom answers anybody's concern


@dataclass(frozen=True)
class Matches:
    """What one reply brings of a scenario, the surest first, at most `MOST` of each; nearby as in `Reading`."""

    asked: tuple[Match, ...] = ()
    nearby: Match | None = None
    answers: tuple[Match, ...] = ()
    surface: tuple[Match, ...] = ()


def asides(lang: Lang) -> list[str]:
    """What is said by the way, to which no customer has a fact or answer ready: small talk, vague claims, greetings."""
    return Path(__file__).with_name(f"asides.{lang}.txt").read_text(encoding="utf-8").splitlines()


def examples_of(scenario: Scenario) -> tuple[Examples, Examples, Examples]:
    """What asks for a scenario's facts, what gives its answers, and what meets its surface objections."""
    raised: list[Surface | Second] = [*scenario.surface, *([scenario.second] if scenario.second else [])]
    return (
        Examples([(fact.id, fact.asked) for fact in scenario.facts], scenario.near_misses.asked),
        Examples([(answer.id, answer.means) for answer in scenario.answers], scenario.near_misses.means),
        Examples([(each.id, each.means) for each in raised]),
    )


def usual_examples(lang: Lang) -> Examples:
    """What any seller asks, under the name of each question."""
    return Examples(list(usual(lang).items()))


def best(groups: Groups, pieces: Sequence[Piece], needed: Sequence[float]) -> tuple[Match, ...]:
    """The best group of each piece, if its score is as high as `needed` for it and it has an id."""
    if not groups.ids:
        return ()
    found: dict[str, Match] = {}
    for piece, least, row in zip(pieces, needed, groups.scores(pieces), strict=True):
        at = int(np.argmax(row))
        score = float(row[at])
        if score < min(least, VERBATIM) or not groups.ids[at]:
            continue
        match = Match(id=groups.ids[at], confidence=_confidence(score), span=piece.span)
        if match.id not in found or match.confidence > found[match.id].confidence:
            found[match.id] = match
    return tuple(sorted(found.values(), key=lambda match: -match.confidence)[:MOST])


@dataclass(frozen=True)
class Common:
    """What all customers of a language share: vectors of what is said by the way, and what any seller asks."""

    asides: Floats
    usual: Groups

    @staticmethod
    def of(lang: Lang, encoder: Encodes) -> "Common":
        """Encode it all: some 7 s, if it is not kept."""
        by_the_way = encoder.encode(asides(lang))
        return Common(by_the_way, Groups(usual_examples(lang), encoder, by_the_way))


class Matcher:
    """A scenario's facts, answers and surface objections, the second one too, ready for comparison.

    Building it takes some ten seconds, 0.05 from kept vectors.
    """

    def __init__(self, scenario: Scenario, encoder: Encoder, common: Common) -> None:
        facts, answers, surface = examples_of(scenario)
        by_the_way = common.asides
        any_seller = usual(scenario.lang)
        self._asked = {
            fact.id: [*fact.asked, *(one for name in fact.usual for one in any_seller[name])] for fact in scenario.facts
        }
        answered: dict[str, str] = {name: fact.id for fact in scenario.facts for name in fact.usual}
        self._facts = Questions(facts, encoder, by_the_way, common.usual, answered)
        self._answers = Groups(answers, encoder, by_the_way)
        self._surface = Groups(surface, encoder, by_the_way)

    def match(self, pieces: Sequence[Piece], ends: Sequence[Piece], moves: Collection[Move]) -> Matches:
        """Compare a reply, the whole of it before its sentences, in the light of the moves that it makes.

        ends: of sentences; they count where the pieces match nothing.
        """
        asking = not ASKING.isdisjoint(moves)
        answering = not _TELLING.isdisjoint(moves)
        echoing = "restate" in moves  # and so says what is known

        def to_ask(piece: Piece, *, end: bool) -> float:
            if asking:
                sought = piece is pieces[0] or piece.asks
                return (TO_ASK if piece is pieces[0] else _alone(piece)) if sought else VERBATIM
            # The end of a sentence often looks like a question: "…, is seven hours".
            return TO_ASK + UNLIKELY if piece.asks and not (end or echoing) else VERBATIM

        def to_say(piece: Piece, *, end: bool) -> float:
            if answering:
                return VERBATIM if asking and asks(piece.text) else THRESHOLD
            return VERBATIM if echoing or asking or _inquires(piece.text) else THRESHOLD + UNLIKELY

        def found(groups: Groups, needed: Callable[..., float]) -> tuple[Match, ...]:
            if some := best(groups, pieces, [needed(piece, end=False) for piece in pieces]):
                return some
            told = [piece for piece in ends if needed(piece, end=True) < VERBATIM]
            return best(groups, told, [needed(piece, end=True) + END for piece in told])[:1]

        return Matches(
            asked=found(self._facts, to_ask),
            answers=found(self._answers, to_say),
            surface=found(self._surface, to_say),
        )

    def further(self, matches: Matches, pieces: Sequence[Piece]) -> Matches:
        """What was matched, and the facts that pieces ask for besides."""
        known = {match.id for match in matches.asked}
        needed = [_alone(piece) + APART for piece in pieces]
        more = [match for match in best(self._facts, pieces, needed) if match.id not in known]
        return replace(matches, asked=(*matches.asked, *more)[:MOST])

    def doubted(self, matches: Matches, pieces: Sequence[Piece]) -> Matches:
        """What was matched, with the facts marked that are asked for in few words which fit another nearly as well."""
        by_span = {piece.span: piece for piece in reversed(pieces) if len(telling(piece.text)) <= FEW_WORDS}
        doubtful = {
            match.id
            for match in matches.asked
            if match.span in by_span and self._facts.lead(by_span[match.span], match.id) < CLEAR
        }
        marked = (match.model_copy(update={"doubtful": match.id in doubtful}) for match in matches.asked)
        return replace(matches, asked=tuple(marked))

    def nearby(self, pieces: Sequence[Piece]) -> Match | None:
        """The fact nearest to what a piece asks, if it is near enough and the piece names what it is about.

        Whoever asks who, when or why is not told of a fact for which nobody asks so.
        """
        named = [piece for piece in pieces if piece.asks and _names(piece.text)]
        for match in best(self._facts, named, [NEARBY] * len(named)):
            wanted = {kind for piece in named if piece.span == match.span for kind in kinds(piece.text)}
            if wanted & PARTICULAR <= {kind for question in self._asked[match.id] for kind in kinds(question)}:
                return match
        return None


class Matchers:
    """The matchers of the scenarios met last, built once each; callable from any thread.

    A scenario is known by its identity: content is loaded once and never changed, and what is kept here keeps it alive.
    kept: how many are, of about 1 MB each; one who is met after that is made ready again, from kept vectors in 0.1 s.
    """

    def __init__(self, encoder: Encoder, kept: int = 256) -> None:
        self._encoder = encoder
        self.kept = kept
        self._places: OrderedDict[int, _Place] = OrderedDict()
        self._lock = threading.Lock()
        self._common: dict[Lang, Common] = {}

    def __len__(self) -> int:
        """How many are ready, or being made so."""
        return len(self._places)

    def prepare(self, scenario: Scenario) -> None:
        """Build the scenario's matcher now, if that takes more than to read vectors that are kept."""
        examples = (*examples_of(scenario), usual_examples(scenario.lang))
        needed = (asides(scenario.lang), *(part for each in examples for part in (each.sentences, each.near_misses)))
        if not all(map(self._encoder.keeps, needed)):
            self.of(scenario)

    def of(self, scenario: Scenario) -> Matcher:
        """The scenario's matcher, built now if it is new; nobody waits for that of another scenario."""
        with self._lock:
            place = self._places.setdefault(id(scenario), _Place(scenario))
            self._places.move_to_end(id(scenario))
            while len(self._places) > self.kept:
                self._places.popitem(last=False)
        with place.lock:
            if place.matcher is None:
                place.matcher = Matcher(scenario, self._encoder, self._common_to(scenario.lang))
            return place.matcher

    def _common_to(self, lang: Lang) -> Common:
        if lang not in self._common:  # two threads may both find it missing, and both find the same
            self._common[lang] = Common.of(lang, self._encoder)
        return self._common[lang]


@dataclass
class _Place:
    scenario: Scenario
    matcher: Matcher | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def _alone(piece: Piece) -> float:
    """What a part of a reply needs to ask for a fact: more if it does not name what it is about."""
    if not _SEVERAL.search(piece.text) or tags(piece.text):
        return VERBATIM
    return TO_ASK + ONE_OF * piece.one_of + NAMELESS * (not telling(piece.text))


def _names(text: str) -> bool:
    """Whether a question names what it is about, and is no mere tag of what was said before it."""
    return bool(_SEVERAL.search(text)) and not tags(text) and bool(telling(text))


def _inquires(text: str) -> bool:
    """Whether a text ends on a question, with its mark or without: "…, right"."""
    return bool(_TAGGED.search(text.rstrip()))


def _confidence(score: float) -> float:
    """A score as the chance that the match is right: 0.75 at the threshold, 0.95 from 0.15 above it on."""
    return float(1 / (1 + np.exp(-(1.1 + 12.0 * (score - THRESHOLD)))))
