"""Tokens: how a text is cut into the pieces that the encoder knows, each with its place in the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from state.understanding.reading import Span

PREFIX = "query: "  # the encoder was pretrained on texts that begin so
START, END, UNKNOWN = 0, 2, 3
LONGEST = 128
"""Tokens of a text that are read, the marks of start and end included; about 180 Chinese characters."""
CONTEXT = 48
"""Tokens of what was said before that are read, the last ones; they come on top of `LONGEST`."""


@dataclass(frozen=True)
class Tokens:
    """A text in tokens, start and end marked, behind those of its context if there is one.

    ids: at most `CONTEXT` + `LONGEST`. own: how many of them, the last ones, are the text's own and not the context's.
    spans: of each of its own tokens in the text, (0, 0) for what is no part of it.
    """

    ids: tuple[int, ...]
    own: int
    spans: tuple[Span, ...]


def make_tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """A unigram tokenizer over these pieces with their scores."""
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip(left=False, right=True)]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer from the file that `Tokenizer.save` wrote."""
    return Tokenizer.from_file(str(path))


def tokenize(tokenizer: Tokenizer, texts: Sequence[str], contexts: Sequence[str] = ()) -> list[Tokens]:
    """Cut texts into tokens. contexts: what was said before each, "" where that is not to be looked at."""
    before = [_context(tokenizer, context) for context in contexts or [""] * len(texts)]
    found = []
    encodings = tokenizer.encode_batch([PREFIX + text for text in texts], add_special_tokens=False)
    for encoding, ids in zip(encodings, before, strict=True):
        kept = LONGEST - 2
        spans = [(max(0, start - len(PREFIX)), max(0, end - len(PREFIX))) for start, end in encoding.offsets[:kept]]
        own = (START, *encoding.ids[:kept], END)
        found.append(Tokens((*ids, *own), len(own), ((0, 0), *spans, (0, 0))))
    return found


def _context(tokenizer: Tokenizer, text: str) -> tuple[int, ...]:
    if not text:
        return ()
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    return (START, *ids[-(CONTEXT - 2) :], END)
