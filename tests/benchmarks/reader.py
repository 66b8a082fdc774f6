"""The reader: how long a reply takes beside the bare encoder, and (`accuracy`) how well it reads and matches.

python -m tests.benchmarks.reader            under a minute
python -m tests.benchmarks.reader accuracy   about three minutes (extra `train`)
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.loading import load_source
from state.content.scenario import Scenario
from state.understanding.encoder import SentenceEncoder
from state.understanding.head import load_head
from state.understanding.reader import WEIGHTS, SentenceReader, load_reader
from tests.understanding.matching import LANGS, labelled, matched, unseen

CONTENT = Path(__file__).parents[2] / "scenarios"


def speed(examples: Iterable[Examples]) -> None:
    """Median and 9 in 10 of 440 replies that nobody has read before, in ms, and the ratio to one bare encoding."""
    replies = [(each.lang, reply.reply) for each in examples for reply in each.replies[::12]]
    scenario = load_source(CONTENT / "zh" / "vmc_price.yaml", Scenario).entry
    head = load_head(WEIGHTS)

    def fresh() -> SentenceReader:
        encoder = SentenceEncoder()
        encoder.load()
        reader = SentenceReader(encoder, head)
        reader.prepare([scenario])
        return reader

    encoder, alone, matching = SentenceEncoder(), fresh(), fresh()
    encoder.load()
    ways: dict[str, Callable[[str, str], object]] = {
        "encoder alone": lambda lang, reply: encoder.encode([reply]),
        "moves and spans": lambda lang, reply: alone.read(reply, lang=lang),
        "with a scenario": lambda lang, reply: matching.read(reply, lang=lang, scenario=scenario),
    }
    base = 0.0
    for name, way in ways.items():
        took = []
        for lang, reply in replies:
            start = time.perf_counter()
            way(lang, reply)
            took.append(1000 * (time.perf_counter() - start))
        median = statistics.median(took)
        base = base or median
        slow = statistics.quantiles(took, n=10)[-1]
        print(f"{name:<18} median {median:5.1f} ms   9 in 10 under {slow:5.1f} ms   ratio {median / base:4.1f}")


def accuracy(examples: Iterable[Examples]) -> None:
    """Moves by leaving authors out; facts and answers on the labelled questions and statements."""
    from state.understanding.validation import leave_authors_out

    for lang, evaluation in leave_authors_out(examples, SentenceEncoder()).items():
        print(f"\n{lang}\n{evaluation.table()}")
    reader = load_reader()
    for lang in LANGS:
        data, scenario = labelled(CONTENT, lang)
        for kind in ("facts", "answers"):
            precision, recall, count = matched(reader, data, scenario, kind)
            print(f"{lang} {kind:<8} precision {precision:.2f}   recall {recall:.2f}   of {count}")
    encoder = SentenceEncoder(remembered=10_000)
    for lang in LANGS:
        scenarios = [load_source(path, Scenario).entry for path in sorted((CONTENT / lang).glob("*.yaml"))]
        for kind in ("facts", "answers"):
            tried = [unseen(scenario, kind, encoder) for scenario in scenarios if scenario]
            right, wrong, count = (sum(column) for column in zip(*tried, strict=True))
            print(
                f"{lang} {kind:<8} without the example itself: "
                f"precision {right / (right + wrong):.2f}   recall {right / count:.2f}   of {count}"
            )


if __name__ == "__main__":
    found, problems = load_examples(CONTENT)
    if found is None:
        sys.exit("\n".join(problem.render() for problem in problems))
    (accuracy if "accuracy" in sys.argv[1:] else speed)(found.values())
