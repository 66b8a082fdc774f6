"""Networks: a file of fitted weights -> a session that runs it."""

from collections.abc import Iterable
from hashlib import file_digest, sha256
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


def digest_of(folder: Path, names: Iterable[str]) -> str:
    """What tells these files of a folder from all others, 12 characters. Raises OSError if one is missing."""
    digest = sha256()
    for name in names:
        with (folder / name).open("rb") as file:
            digest.update(file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
