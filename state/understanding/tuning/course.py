"""The course: from the pretrained weights and the content to the files that the program runs on."""

import json
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.model import FOLDER, HEAD, NETWORK, TOKENIZER
from state.understanding.tokens import make_tokenizer
from state.understanding.tuning.calibrating import calibrate
from state.understanding.tuning.export import export
from state.understanding.tuning.fitting import chances, fit
from state.understanding.tuning.lessons import labelled
from state.understanding.tuning.pretrained import Weights, read_pretrained, wheel_file

HELD_OUT = frozenset(("zh_13", "zh_19", "en_13", "en_17"))
"""Authors by whom the network is calibrated and not taught: in each language one of a class and one who is hard."""


def tune(
    content: Path,
    out: Path | None = None,
    held_out: Collection[str] = HELD_OUT,
    seed: int = 0,
    say: Callable[[str], None] = print,
) -> None:
    """Fit the network to the examples of a folder of content and write its files into `out`.

    Raises ValueError if the content has errors. Takes about half an hour on two cores that multiply in 16 bits.
    """
    examples, problems = load_examples(content)
    if examples is None:
        raise ValueError("\n".join(problem.render() for problem in problems))
    replies = labelled(list(examples.values()))
    taught = [reply for reply in replies if reply.author not in held_out]
    unmet = [reply for reply in replies if reply.author in held_out]
    pretrained = read_pretrained(wheel_file())
    tokenizer = make_tokenizer(pretrained.vocabulary)
    truth = np.array([reply.labels for reply in unmet]) > 0
    say(f"{len(taught)} replies to learn from, {len(unmet)} to calibrate by")

    def watch(weights: Weights) -> None:
        found = chances(weights, tokenizer, [reply.reply for reply in unmet])
        for lang in ("zh", "en"):
            rows = np.array([reply.lang == lang for reply in unmet])
            say(f"  held-out authors, {lang}: macro-F1 {_macro(found[rows] >= 0.5, truth[rows]):.3f}")

    weights = fit(pretrained, tokenizer, taught, seed=seed, say=say, after_epoch=watch)
    folder = out or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    export(weights, folder / NETWORK)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    found = np.clip(chances(weights, tokenizer, [reply.reply for reply in unmet]).astype(np.float64), 1e-7, 1 - 1e-7)
    calibration = calibrate(np.log(found / (1 - found)), truth)
    head = {
        "moves": MOVES,
        "bias": np.round(weights["head.b"], 5).tolist(),
        "slopes": np.round(calibration.slopes, 4).tolist(),
        "shifts": np.round(calibration.shifts, 4).tolist(),
        "thresholds": np.round(calibration.thresholds, 3).tolist(),
    }
    (folder / HEAD).write_text(json.dumps(head) + "\n", encoding="utf-8")


def _macro(claimed: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    both = (claimed & true).sum(0)
    return float(np.mean(2 * both / np.maximum(1, claimed.sum(0) + true.sum(0))))
