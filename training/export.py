"""From trained weights to the shipped files: an int8 ONNX model, its tokenizer, and its card."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from foedus.reading.marking import batch
from training.lessons import AUXILIARY, MODES, TYPES, Lesson
from training.model import Relations

MOST = 30_000_000
"""Bytes that the model may have."""
INPUTS = ("ids", "kinds", "actor", "recipient")
OUTPUTS = ("types", "modes", "auxiliary", "looks", "carried", "certain")


def export(model: Relations, tokenizer: Tokenizer, sample: Sequence[Lesson], folder: Path) -> Exported:
    """Write `relations.onnx` and `tokenizer.json`; gives the model as it was before its weights became int8.

    `sample` shows the exporter what sentences look like. Raises ValueError where the model is too large.
    """
    folder.mkdir(parents=True, exist_ok=True)
    values = batch([(one.marked, one.pairs) for one in sample[:3]]).inputs()
    pairs = torch.export.Dim("pairs", min=1, max=100_000)
    rows, pieces = torch.export.Dim("rows", min=1, max=4096), torch.export.Dim("pieces", min=2, max=512)
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(torch.from_numpy(values[name]) for name in INPUTS),
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_shapes=(
                {0: rows, 1: pieces},
                {0: rows, 1: pieces},
                {0: rows, 1: pairs},
                {0: rows, 1: pairs},
            ),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        exact = Exported(whole)
        quantize_dynamic(
            whole,
            folder / "relations.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            nodes_to_exclude=_small(whole),
        )
    _strip(folder / "relations.onnx")
    size = (folder / "relations.onnx").stat().st_size
    if size > MOST:
        raise ValueError(f"the model has {size} bytes, more than {MOST}")
    onnx.checker.check_model(str(folder / "relations.onnx"))
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
    return exact


def _strip(file: Path) -> None:
    """Drop what the exporter says of the machine it ran on: traces of calls, names of files."""
    model = onnx.load(file)
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    for held in (*model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output):
        del held.metadata_props[:]
        held.doc_string = ""
    model.doc_string = model.graph.doc_string = ""
    onnx.save(model, file)


def _small(file: Path) -> list[str]:
    """Products that stay in floats: those between states, and with the few numbers of roles."""
    graph = onnx.load(file).graph
    flat = {held.name for held in graph.initializer if len(held.dims) == 2}
    return [node.name for node in graph.node if node.op_type == "MatMul" and not flat & set(node.input)]


class Exported:
    """An ONNX model as training measures it."""

    def __init__(self, file: Path) -> None:
        self._session = onnxruntime.InferenceSession(file.read_bytes())

    def __call__(self, values: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
        """What `Relations.forward` gives."""
        found: list[np.ndarray[Any, Any]] = self._session.run(None, values)
        return found


def digest(corpus: Path) -> str:
    """Of all the corpus's text files, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(corpus.glob("*.txt")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"sha256:{whole.hexdigest()}"


def card(figures: dict[str, Any], *, corpus: str, version: str) -> str:
    """`card.toml`: what the model is, its labels, temperatures and figures."""
    head = {"version": version, "corpus": corpus, "base": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned"}
    tables: dict[str, dict[str, Any]] = {
        "labels": {"types": TYPES, "modes": MODES, "auxiliary": AUXILIARY},
        **figures,
    }
    lines = [
        "# Made by `python -m training.train`: what the relation model is, how good on held-out sentences."
    ]
    lines += [f"{name} = {_value(value)}" for name, value in head.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return f"{value:.4f}" if isinstance(value, float) else json.dumps(value, ensure_ascii=False)
