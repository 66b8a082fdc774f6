"""Export: fitted layers as an ONNX file in 8 bits, for a kept runtime to run."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from state.understanding.lexicon import Floats
from state.understanding.network import LEARNT
from state.understanding.tuning.network import HEADS
from state.understanding.tuning.pretrained import Weights

OPSET = 20  # the first with Gelu
IR_VERSION = 10


def export(weights: Weights, path: Path, learnt: Collection[str] = ()) -> None:
    """Write layers that take what is given for each token of one text, (tokens, width), and give what they make of it.

    Input: if the weights have positions, words, the vectors of the tokens; else shared, what a trunk gives for them.
    Outputs: outputs, (tokens, width), those of the last layer; and if there is a head, moves, (tokens, moves), whose
    mean over the tokens are the logits; so that each token's share in each move is known.

    learnt: the authors from whose replies the weights have learnt, for the file to say.
    """
    with TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        model = _Graph().build(weights)
        helper.set_model_props(model, {LEARNT: " ".join(sorted(learnt))} if learnt else {})
        onnx.save(model, full)
        quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])


class _Graph:
    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def build(self, weights: Weights) -> onnx.ModelProto:
        layers = weights["layers"]
        width = layers["q.w"].shape[-1]
        given, x = ("words", self._embedded(weights)) if "position" in weights else ("shared", "shared")
        for number in range(len(layers["q.w"])):
            x = self._layer({name: np.asarray(array[number]) for name, array in layers.items()}, x)
        self._node("Identity", x, name="outputs")
        sizes = {"outputs": width}
        if "head.w" in weights:
            spoken = self._node("MatMul", x, self._constant(weights["head.w"]))
            self._node("Add", spoken, self._constant(weights["head.b"]), name="moves")
            sizes["moves"] = np.size(weights["head.b"])
        outputs = [helper.make_tensor_value_info(of, TensorProto.FLOAT, ["tokens", size]) for of, size in sizes.items()]
        inputs = [helper.make_tensor_value_info(given, TensorProto.FLOAT, ["tokens", width])]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        return model

    def _embedded(self, weights: Weights) -> str:
        """The sum of each word and its position."""
        first, axis = self._constant(np.array([0])), self._constant(np.array([0]))
        count = self._node("Slice", self._node("Shape", "words"), first, self._constant(np.array([1])))
        position = self._node("Slice", self._constant(weights["position"]), first, count, axis)
        return self._normed(self._node("Add", "words", position), weights["norm.w"], weights["norm.b"])

    def _layer(self, layer: dict[str, Floats], x: str) -> str:
        width = layer["q.w"].shape[0]
        shrink = np.float32((width // HEADS) ** -0.5)  # of the scores, put into the query beforehand
        matrix = np.concatenate([layer["q.w"] * shrink, layer["k.w"], layer["v.w"]])
        bias = np.concatenate([layer["q.b"] * shrink, layer["k.b"], layer["v.b"]])
        parts = self._split(self._linear(x, matrix, bias), 3)
        by_head = self._constant(np.array([-1, HEADS, width // HEADS]))
        query, key, value = (
            self._node("Transpose", self._node("Reshape", part, by_head), perm=perm)
            for part, perm in zip(parts, ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True)
        )
        attention = self._node("Softmax", self._node("MatMul", query, key), axis=-1)
        context = self._node("Transpose", self._node("MatMul", attention, value), perm=[1, 0, 2])
        context = self._node("Reshape", context, self._constant(np.array([-1, width])))
        x = self._node("Add", x, self._linear(context, layer["ao.w"], layer["ao.b"]))
        x = self._normed(x, layer["aln.w"], layer["aln.b"])
        inner = self._node("Gelu", self._linear(x, layer["fi.w"], layer["fi.b"]))
        x = self._node("Add", x, self._linear(inner, layer["fo.w"], layer["fo.b"]))
        return self._normed(x, layer["oln.w"], layer["oln.b"])

    def _linear(self, x: str, matrix: Floats, bias: Floats) -> str:
        return self._node("Add", self._node("MatMul", x, self._constant(matrix.T)), self._constant(bias))

    def _normed(self, x: str, scale: Floats, shift: Floats) -> str:
        return self._node("LayerNormalization", x, self._constant(scale), self._constant(shift), axis=-1, epsilon=1e-12)

    def _split(self, x: str, count: int) -> list[str]:
        outputs = [f"split_{len(self._nodes)}_{part}" for part in range(count)]
        self._nodes.append(helper.make_node("Split", [x], outputs, axis=-1, num_outputs=count))
        return outputs

    def _node(self, kind: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        output = name or f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def _constant(self, array: object) -> str:
        values = np.ascontiguousarray(array)
        if values.dtype == np.float64:
            values = values.astype(np.float32)
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values, name))
        return name
