"""The course: from the pretrained weights and the labelled replies to the files that the program runs on."""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from state.understanding.encoder import MEANING
from state.understanding.lexicon import TOKENIZER, WORDS
from state.understanding.model import FOLDER, NETWORK
from state.understanding.tokens import make_tokenizer
from state.understanding.trunk import TRUNK
from state.understanding.tuning.episodes import read_topics
from state.understanding.tuning.export import export
from state.understanding.tuning.fitting import ALONE, TAUGHT, Plan, Say, fit
from state.understanding.tuning.heads import HELD_OUT, build_head, read_replies
from state.understanding.tuning.lessons import LANGUAGES, Labelled, Numbers
from state.understanding.tuning.meaning import fit_meaning
from state.understanding.tuning.members import Members
from state.understanding.tuning.network import parted
from state.understanding.tuning.pretrained import Weights, read_pretrained, wheel_file

TEACHERS, PUPILS = 6, 3


def tune(
    content: Path,
    out: Path | None = None,
    *,
    held_out: Collection[str] = HELD_OUT,
    alone: bool = False,
    say: Say = print,
) -> None:
    """Fit the networks to a folder of content and write all files that the program runs on into `out`.

    alone: one network learns the moves from the labels alone, in a tenth of the time.

    Raises ValueError if the content has errors.
    """
    pretrained = read_pretrained(wheel_file())
    tokenizer = make_tokenizer(pretrained.vocabulary)
    folder = out or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / WORDS, pretrained.blocks)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    replies = read_replies(content)
    taught = [reply for reply in replies if reply.author not in held_out]
    unmet = [reply for reply in replies if reply.author in held_out]
    say(f"{len(taught)} replies to learn from; {len(unmet)} by authors who are held out")
    if alone:
        weights = fit(pretrained.weights, tokenizer, taught, say=say).one(0)
    else:
        weights = distilled(pretrained.weights, tokenizer, taught, unmet, say=say)
    trunk, above = parted(weights)
    export(trunk, folder / TRUNK)
    export(above, folder / NETWORK, {reply.author for reply in taught})
    build_head(content, None, folder, held_out, say)
    topics, beside = read_topics(content)
    export(fit_meaning(pretrained, trunk, topics, beside, say=say), folder / MEANING)


def distilled(
    pretrained: Weights,
    tokenizer: Tokenizer,
    taught: Sequence[Labelled],
    unmet: Sequence[Labelled],
    teachers: int = TEACHERS,
    pupils: int = PUPILS,
    plans: tuple[Plan, Plan] = (ALONE, TAUGHT),
    say: Say = print,
) -> Weights:
    """Fit teachers to labels, and pupils to what the teachers make of more texts than are labelled.

    The pupil is given back that reads those who are held out best.
    """
    school = fit(pretrained, tokenizer, taught, plans[0], seeds=range(teachers), say=say)
    _told("teachers", school, tokenizer, unmet, say)
    seeds = range(teachers, teachers + pupils)
    learnt = fit(pretrained, tokenizer, taught, plans[1], seeds=seeds, teachers=school, say=say)
    return learnt.one(int(np.argmax(_told("pupils", learnt, tokenizer, unmet, say))))


def _told(name: str, members: Members, tokenizer: Tokenizer, unmet: Sequence[Labelled], say: Say) -> list[float]:
    """Macro-F1 of each member on the replies of those who are held out, the mean of the languages."""
    logits = members.logits(tokenizer, [reply.reply for reply in unmet], [reply.context for reply in unmet])
    each = [_by_lang(member, unmet) for member in logits]
    said = ", ".join(f"{zh:.3f} {en:.3f}" for zh, en in each)
    zh, en = _by_lang(logits.mean(axis=0), unmet)
    say(f"{name}, held-out authors, macro-F1 in zh and en: {said}; averaged {zh:.3f} {en:.3f}")
    return [(zh + en) / 2 for zh, en in each]


def _by_lang(logits: Numbers, unmet: Sequence[Labelled]) -> list[float]:
    truth = np.array([reply.labels for reply in unmet]) > 0
    rows = [np.array([reply.lang == lang for reply in unmet]) for lang in LANGUAGES]
    return [_macro(logits[own] >= 0, truth[own]) for own in rows]


def _macro(claimed: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    both = (claimed & true).sum(0)
    return float(np.mean(2 * both / np.maximum(1, claimed.sum(0) + true.sum(0))))
