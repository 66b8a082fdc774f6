"""A real conversation is scored on what its words show; what only a script could tell is not rated."""

from state.content.terms import Move
from state.scoring.card import Card, score
from state.scoring.talk import Talk
from state.scoring.unscripted import Exchange, Known, bare, unscripted
from tests.customers import NOW, customer_of, reading_of, troupe

ALL = Known("analytical", "price", "agreed")
NOTHING = Known()


def held(known: Known, *replies: tuple[Move, ...], like: str = "zh/vmc_price") -> Talk:
    persona = troupe().personas[known.persona] if known.persona else None
    objection = troupe().objections[known.objection] if known.objection else None
    customer = bare(customer_of(like), "zh", persona, objection)
    said = [
        Exchange(f"这是第{at}句。", reading_of(f"这是第{at}句。", moves), ("嗯。",)) for at, moves in enumerate(replies)
    ]
    return unscripted(said, customer, troupe().rubric, known, NOW)


def shares(talk: Talk) -> dict[str, float | None]:
    card: Card = score(talk, troupe().rubric)
    return {judged.criterion: judged.share for judged in card.judged}


WELL: tuple[tuple[Move, ...], ...] = (
    ("acknowledge", "open_question"),
    ("isolate",),
    ("evidence", "benefit"),
    ("advance",),
)


def test_what_the_words_show_is_rated_and_what_needs_a_script_is_not() -> None:
    found = shares(held(ALL, *WELL))
    assert {name for name, share in found.items() if share is None} == {
        "expected", "brought_proof", "first_reply", "let_finish", "learnt_key", "named_kind", "named_concern", "eased",
        "informal", "bearable", "paced", "fluent", "brief",
        "not_recited",  # an analytical customer asked for the detail
        "carried_through",  # nothing was said of the product
    }  # fmt: skip
    assert {found[name] for name in ("acknowledged_first", "asked_first", "isolated", "next_step", "consensus")} == {
        1.0
    }
    assert found["restated"] == 0.0


def test_of_what_is_not_known_nothing_is_made() -> None:
    found = shares(held(NOTHING, *WELL))
    unknown = ("suits", "not_recited", "concrete", "for_him", "next_step", "facts", "carried_through", "consensus")
    assert {name: found[name] for name in unknown} == dict.fromkeys(unknown)
    assert found["isolated"] == 1.0


def test_whichever_customer_it_is_made_from_the_card_is_the_same() -> None:
    for known in (ALL, NOTHING):
        one, other = (
            score(held(known, *WELL, ("argue",), like=like), troupe().rubric)
            for like in ("zh/vmc_price", "en/dealer_service")
        )
        assert one == other


def test_the_kind_of_objection_weighs_the_steps_where_it_is_known() -> None:
    known, unknown = (score(held(known, *WELL), troupe().rubric) for known in (ALL, NOTHING))
    weights = troupe().objections["price"].weights
    heaviest = max(weights, key=lambda step: abs(weights[step] - 1))
    assert [part.weight for part in known.steps if part.id == heaviest] != [
        part.weight for part in unknown.steps if part.id == heaviest
    ]


def test_a_mistake_costs_and_the_same_words_again_are_a_canned_speech() -> None:
    talk = held(ALL, ("argue",))
    assert [slip.move for slip in score(talk, troupe().rubric).mistakes] == ["argue"]
    said = Exchange("这个价很实在。", reading_of("这个价很实在。", ("advantage",)))
    customer = bare(customer_of(), "zh", troupe().personas["amiable"], troupe().objections["price"])
    twice = unscripted((said, said), customer, troupe().rubric, ALL, NOW)
    assert shares(twice)["not_canned"] == 0.0
