"""The model: the files that hold the fitted network, and what it says of a text, token by token."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from state.understanding.calibration import Doubles
from state.understanding.head import Floats, Head
from state.understanding.reading import Span
from state.understanding.tokens import load_tokenizer, tokenize

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).with_name("weights")
NETWORK, TOKENIZER, HEAD = "network.onnx", "tokenizer.json", "head.json"


@dataclass(frozen=True)
class Seen:
    """A text as the network sees it, in n tokens.

    spans: of each token in the text, (0, 0) for what is no part of it.
    outputs, moves: (n, 384) and (n, 24), what the network gives for each token.
    shares: (n, 24), what each token says for each move, the head's correction included; their mean are the logits.
    """

    spans: tuple[Span, ...]
    outputs: Floats
    moves: Floats
    shares: Floats


class Model:
    """The fitted network, in 8 bits on one thread: about 3 ms for a reply. Callable from any thread.

    version: 12 hex digits that change with the weights or the calibration.
    """

    def __init__(self, tokenizer: "Tokenizer", session: "InferenceSession", head: Head, version: str) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._head = head
        self.version = version

    @property
    def thresholds(self) -> Doubles:
        """The chance from which on each move is claimed, (24,)."""
        return self._head.calibration.thresholds

    def see(self, text: str, context: str = "") -> Seen:
        """Run the network on one text, behind what was said before if that is to be looked at; any strings will do."""
        (tokens,) = tokenize(self._tokenizer, [_encodable(text)], [_encodable(context)])
        outputs, moves = self._session.run(["outputs", "moves"], {"tokens": np.array(tokens.ids, np.int64)})
        outputs, moves = outputs[-tokens.own :], moves[-tokens.own :]
        return Seen(tokens.spans, outputs, moves, self._head.shares(outputs, moves))

    def chances(self, logits: Doubles) -> Doubles:
        """Calibrated chances, 0–1, of the mean shares of texts, (…, 24)."""
        return self._head.calibration.chances(logits)


def _encodable(text: str) -> str:
    """Without lone surrogates, which have no UTF-8 form and which the tokenizer would not take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def load_model(folder: Path = FOLDER, head: Head | None = None) -> Model:
    """Load the model (about 0.3 s: call it off the event loop). Raises OSError if a file is missing.

    head: another than that of the folder.
    """
    import onnxruntime  # here, for importing the reader must stay cheap

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    for file in (NETWORK, TOKENIZER):
        (folder / file).open("rb").close()  # onnxruntime's own error would be none of the file system's
    session = onnxruntime.InferenceSession(folder / NETWORK, options, providers=["CPUExecutionProvider"])
    with (folder / NETWORK).open("rb") as network:
        digest = file_digest(network, "sha256")
    if head is None:
        digest.update((folder / HEAD).read_bytes())
        head = Head.load(folder / HEAD)
    return Model(load_tokenizer(folder / TOKENIZER), session, head, digest.hexdigest()[:12])
