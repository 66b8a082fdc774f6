"""The model: the files that hold the fitted network, and what it says of a text, token by token."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from state.understanding.calibration import Calibration, Doubles
from state.understanding.reading import Span
from state.understanding.tokens import load_tokenizer, tokenize

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

FOLDER = Path(__file__).with_name("weights")
NETWORK, TOKENIZER, HEAD = "network.onnx", "tokenizer.json", "head.json"


@dataclass(frozen=True)
class Seen:
    """A text as the network sees it, in n tokens.

    spans: of each token in the text, (0, 0) for what is no part of it.
    shares: (n, 24), what each token says for each move; their mean and the bias are the logits.
    """

    spans: tuple[Span, ...]
    shares: Floats


class Model:
    """The fitted network, in 8 bits on one thread: about 2 ms for a reply. Callable from any thread.

    version: 12 hex digits that change with the weights or the calibration.
    """

    def __init__(
        self, tokenizer: "Tokenizer", session: "InferenceSession", bias: Doubles, calibration: Calibration, version: str
    ) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._bias = bias
        self._calibration = calibration
        self.version = version

    @property
    def thresholds(self) -> Doubles:
        """The chance from which on each move is claimed, (24,)."""
        return self._calibration.thresholds

    def see(self, text: str) -> Seen:
        """Run the network on one text; any string will do."""
        # A lone surrogate has no UTF-8 form, and the tokenizer would not take it.
        tokens = tokenize(self._tokenizer, [text.encode("utf-8", "replace").decode("utf-8")])[0]
        (shares,) = self._session.run(["moves"], {"tokens": np.array(tokens.ids, np.int64)})
        return Seen(tokens.spans, shares)

    def chances(self, logit_means: Doubles) -> Doubles:
        """Calibrated chances, 0–1, of the mean shares of texts, (…, 24)."""
        return self._calibration.chances(logit_means + self._bias)


def load_model(folder: Path = FOLDER) -> Model:
    """Load the model (about 0.3 s: call it off the event loop). Raises OSError if a file is missing."""
    import onnxruntime  # here, for importing the reader must stay cheap

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    network, head = (folder / NETWORK).read_bytes(), (folder / HEAD).read_bytes()
    session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    values = json.loads(head)
    calibration = Calibration(*(np.array(values[name]) for name in ("slopes", "shifts", "thresholds")))
    version = sha256(network + head).hexdigest()[:12]
    return Model(load_tokenizer(folder / TOKENIZER), session, np.array(values["bias"]), calibration, version)
