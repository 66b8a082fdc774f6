"""Networks: a file of fitted weights -> a session that runs it."""

from pathlib import Path
from typing import TYPE_CHECKING

LEARNT = "learnt"
"""Under this name a file tells the authors from whose replies its weights have learnt."""

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def load_network(path: Path) -> "InferenceSession":
    """Load a network, to be run on the thread that calls it. Raises OSError if there is no such file."""
    import onnxruntime  # here, for importing the reader must stay cheap

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path.open("rb").close()  # onnxruntime's own error would be none of the file system's
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
