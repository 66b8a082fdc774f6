"""The course: from the pretrained weights and the labelled replies to the files that the program runs on."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from state.understanding.model import FOLDER, NETWORK, TOKENIZER
from state.understanding.tokens import make_tokenizer
from state.understanding.tuning.export import export
from state.understanding.tuning.fitting import EPOCHS, Say, fit, logits
from state.understanding.tuning.heads import HELD_OUT, build_head, read_replies
from state.understanding.tuning.pretrained import Weights, read_pretrained, wheel_file


def tune(
    content: Path,
    out: Path | None = None,
    held_out: Collection[str] = HELD_OUT,
    seed: int = 0,
    epochs: int = EPOCHS,
    say: Say = print,
) -> None:
    """Fit the network to the examples of a folder of content and write its files, head included, into `out`.

    Raises ValueError if the content has errors.
    """
    replies = read_replies(content)
    taught = [reply for reply in replies if reply.author not in held_out]
    unmet = [reply for reply in replies if reply.author in held_out]
    pretrained = read_pretrained(wheel_file())
    tokenizer = make_tokenizer(pretrained.vocabulary)
    truth = np.array([reply.labels for reply in unmet]) > 0
    say(f"{len(taught)} replies to learn from; {len(unmet)} by authors who are held out")

    def watch(weights: Weights) -> None:
        found = logits(weights, tokenizer, unmet) >= 0
        for lang in ("zh", "en"):
            rows = np.array([reply.lang == lang for reply in unmet])
            say(f"  held-out authors, {lang}: macro-F1 {_macro(found[rows], truth[rows]):.3f}")

    weights = fit(pretrained, tokenizer, taught, seed=seed, epochs=epochs, say=say, after_epoch=watch)
    folder = out or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    export(weights, folder / NETWORK)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    build_head(content, None, folder, held_out, say)


def _macro(claimed: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    both = (claimed & true).sum(0)
    return float(np.mean(2 * both / np.maximum(1, claimed.sum(0) + true.sum(0))))
