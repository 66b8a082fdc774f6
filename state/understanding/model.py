"""The model: the network that was fitted to the labelled replies, and what it says of a text, token by token."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from state.understanding.calibration import Doubles
from state.understanding.head import Head
from state.understanding.lexicon import Floats
from state.understanding.network import LEARNT, load_network
from state.understanding.reading import Span
from state.understanding.trunk import Trunk, load_trunk

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).with_name("weights")
NETWORK, HEAD = "moves.onnx", "head.json"


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
    """A network fitted to tell the moves, on a trunk, in 8 bits on one thread. Callable from any thread."""

    def __init__(self, trunk: Trunk, session: "InferenceSession", head: Head) -> None:
        self._trunk = trunk
        self._session = session
        self._head = head

    @property
    def thresholds(self) -> Doubles:
        """The chance from which on each move is claimed, (24,)."""
        return self._head.calibration.thresholds

    @property
    def learnt(self) -> frozenset[str]:
        """The authors from whose labelled replies the network has learnt."""
        return frozenset(self._session.get_modelmeta().custom_metadata_map.get(LEARNT, "").split())

    def by(self, head: Head) -> "Model":
        """The same network under another head."""
        return Model(self._trunk, self._session, head)

    def see(self, text: str, context: str = "") -> Seen:
        """Run the network on one text, behind what was said before if that is to be looked at; any strings will do."""
        tokens, shared = self._trunk.read(text, context)
        outputs, moves = self._session.run(["outputs", "moves"], {"shared": shared})
        outputs, moves = outputs[-tokens.own :], moves[-tokens.own :]
        return Seen(tokens.spans, outputs, moves, self._head.shares(outputs, moves))

    def chances(self, logits: Doubles) -> Doubles:
        """Calibrated chances, 0–1, of the mean shares of texts, (…, 24)."""
        return self._head.calibration.chances(logits)


def load_model(folder: Path = FOLDER, *, trunk: Trunk | None = None, head: Head | None = None) -> Model:
    """Load the model (about 0.3 s: call it off the event loop). Raises OSError if a file is missing.

    trunk, head: if they are not to be loaded from the folder.
    """
    network = load_network(folder / NETWORK)
    return Model(trunk or load_trunk(folder), network, head or Head.load(folder / HEAD))
