"""Importing: an ONNX file that `export` wrote -> its layers as they were, to within the rounding to 8 bits."""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from state.understanding.lexicon import Floats
from state.understanding.tuning.network import HEADS
from state.understanding.tuning.pretrained import Weights

_NORMS = ("aln", "oln")
_LINEAR = ("ao", "fi", "fo")


def imported(path: Path) -> Weights:
    """The layers of a file, and its head if it has one; not the words' positions. Raises OSError if there is none."""
    graph = onnx.load(path).graph
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    matrices, biases, norms = [], [], []
    for node in graph.node:
        given = [constants[name] for name in node.input if name in constants]
        if node.op_type == "MatMulInteger":
            matrices.append(_matrix(node, constants))
        elif node.op_type == "Add" and given and given[0].ndim == 1:
            biases.append(given[0])
        elif node.op_type == "LayerNormalization":
            norms.append(given)
    norms = norms[len(norms) % 2 :]  # that of the words comes before those of the layers, which have two each
    count = len(norms) // 2
    layers = [_layer(matrices[4 * n :], biases[4 * n :], norms[2 * n :]) for n in range(count)]
    weights: Weights = {"layers": {name: np.stack([layer[name] for layer in layers]) for name in layers[0]}}
    if len(biases) > 4 * count:
        weights |= {"head.w": matrices[4 * count], "head.b": biases[4 * count]}
    return weights


def _matrix(node: onnx.NodeProto, constants: dict[str, Floats]) -> Floats:
    """A matrix, (in, out), from its 8 bits a weight and its columns' scales and zero points."""
    name, zero = node.input[1], node.input[3]
    scale = constants[name.removesuffix("_quantized") + "_scale"]
    return np.asarray((constants[name].astype(np.float32) - constants[zero]) * scale, np.float32)


def _layer(matrices: list[Floats], biases: list[Floats], norms: list[list[Floats]]) -> dict[str, Floats]:
    width = matrices[1].shape[0]
    grown = np.float32((width // HEADS) ** 0.5)  # the scores were shrunk within the query
    (query, key, value), (of_query, of_key, of_value) = np.split(matrices[0].T, 3), np.split(biases[0], 3)
    layer = {"q.w": query * grown, "k.w": key, "v.w": value, "q.b": of_query * grown, "k.b": of_key, "v.b": of_value}
    for name, matrix, bias in zip(_LINEAR, matrices[1:], biases[1:], strict=False):
        layer |= {f"{name}.w": matrix.T, f"{name}.b": bias}
    for name, (scale, shift) in zip(_NORMS, norms, strict=False):
        layer |= {f"{name}.w": scale, f"{name}.b": shift}
    return layer
