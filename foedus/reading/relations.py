"""The relation model at work: which of PLOVER's types holds between two sides of a sentence, or none.

`training/` makes the model from our corpus; `data/model/card.toml` holds its labels, temperatures and
figures. A sentence is read by the encoder once for all its pairs. A pair asked about alone is told to the
encoder, which then judges it better.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from foedus.errors import BadModel, EmptyText, NoModel, OutsideText
from foedus.reading.marking import Batch, Marked, Pair, batch, mark, point
from foedus.records import Span

Floats = NDArray[np.float32]
SLOW = ["SkipLayerNormFusion"]
"""What onnxruntime would do to the graph and on a processor is slower than leaving it undone, by a fifth."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the model's outputs mean, in their order. `types` ends in none; `modes` are "TYPE/mode"."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    auxiliary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Makes probabilities honest: logits are divided by `temperature`, and `none` is added to none's."""

    temperature: float
    none: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of one pair. `types` holds the 16 types; with `none` they sum to 1."""

    types: dict[str, float]
    none: float
    modes: dict[str, float]
    """"TYPE/mode" to its probability among the type's modes; "TYPE/" is the type without a mode."""
    auxiliary: dict[str, float]
    """negation, future, hypothetical, historical: each by itself."""
    predicate: Span | None = None
    """The word piece that carries the act, in code points of the text."""

    @property
    def event(self) -> str:
        """The likeliest type, however likely it is that none holds."""
        return max(self.types, key=self.types.__getitem__)

    @property
    def probability(self) -> float:
        """Of `event`."""
        return self.types[self.event]

    def mode_of(self, event: str) -> str | None:
        """The likeliest mode of a type; None where it is none."""
        known = [name for name in self.modes if name.startswith(f"{event}/")]
        return (max(known, key=self.modes.__getitem__).split("/")[1] or None) if known else None

    def auxiliary_modes(self) -> tuple[str, ...]:
        """Those that are likelier than not."""
        return tuple(name for name, chance in self.auxiliary.items() if chance >= 0.5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one sentence: a judgement a pair, in the order asked."""

    judgements: list[Judgement]
    marked: Marked | None = None
    certain: Floats | None = None
    """[pieces]: how certain the predicate is that begins with a piece, -3 to 3."""

    def certainty(self, span: Span) -> float | None:
        """Of the predicate at a span of the sentence; None where the model was not asked."""
        if self.marked is None or self.certain is None:
            return None
        return float(self.certain[self.marked.piece(span)].clip(-3, 3))


Asked = tuple[str, Sequence[Span], Sequence[Pair]]
"""A text, its sides, and pairs of their places in the list."""


class Judge:
    """The model, loaded. Make it with `judge()`. Raises NoModel (X101) or BadModel (X102)."""

    def __init__(self, folder: Traversable | None = None) -> None:
        folder = folder or files("foedus") / "data/model"
        try:
            self.card: dict[str, Any] = tomllib.loads((folder / "card.toml").read_text("utf-8"))
            weights = (folder / "relations.onnx").read_bytes()
            tokenizer = (folder / "tokenizer.json").read_text("utf-8")
        except OSError as error:
            raise NoModel(folder=str(folder)) from error
        try:
            labels, scales = self.card["labels"], self.card["calibration"]
            self.labels = Labels(*(tuple(labels[name]) for name in ("types", "modes", "auxiliary")))
            self._scales = {name: Scale(**scales[name]) for name in ("shared", "close")}
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
            )
            self._tokenizer = Tokenizer.from_str(tokenizer)
        except Exception as error:  # onnxruntime and tokenizers raise kinds of their own
            raise BadModel(folder=str(folder), why=str(error).splitlines()[0]) from error
        kinds = [mode.split("/")[0] for mode in self.labels.modes]
        self._together = [np.array([kind == other for other in kinds]) for kind in dict.fromkeys(kinds)]

    def weigh(self, text: str, sides: Sequence[Span], pairs: Sequence[Pair]) -> list[Judgement]:
        """Each pair's judgement, in order. Spans are in code points of `text`, one sentence."""
        return next(self.weigh_many([(text, sides, pairs)])).judgements

    def weigh_many(self, asked: Iterable[Asked]) -> Iterator[Answer]:
        """As `weigh`, for many sentences, in their order.

        Each is run by itself: int8 scales go by what runs together, and no neighbour may change a judgement.
        """
        for text, sides, pairs in asked:
            yield self._answer(mark(self._tokenizer, text, sides), pairs) if pairs else Answer([])

    def certainties(self, asked: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[list[float]]:
        """How certain each predicate of a sentence is, -3 to 3; a list a sentence, in order.

        A span is a predicate's head, in code points of its sentence. No side is marked.
        """
        for text, spans in asked:
            answer = self._answer(mark(self._tokenizer, text, ()), [(None, None)])
            yield [answer.certainty(span) or 0.0 for span in spans]

    def inputs(self, asked: Asked) -> Batch:
        """One sentence as the model takes it."""
        text, sides, pairs = asked
        return batch([(mark(self._tokenizer, text, sides), pairs)])

    def logits(self, made: Batch) -> Sequence[Floats]:
        """Of types, modes, auxiliary modes, each [sentences, pairs, labels]; then looks, pieces' types, and
        how certain a predicate is that begins there.

        See `training.model.Relations.forward`.
        """
        found: Sequence[Floats] = self._session.run(None, made.inputs())
        return found

    def _answer(self, marked: Marked, pairs: Sequence[Pair]) -> Answer:
        """The answer to one sentence."""
        types, modes, auxiliary, looks, carried, certain = (
            values[0] for values in self.logits(batch([(marked, pairs)]))
        )
        shares = self._types(types, self._scales["close" if len(pairs) == 1 else "shared"])
        exact = np.exp(modes - modes.max(1, keepdims=True))
        for group in self._together:
            exact[:, group] /= exact[:, group].sum(1, keepdims=True) + 1e-12
        odds = 1 / (1 + np.exp(-auxiliary))
        said = shares[:, :-1].argmax(1)
        points = [point(looks[place], carried, int(event)) for place, event in enumerate(said)]
        judgements = [
            Judgement(
                dict(zip(self.labels.types[:-1], share[:-1], strict=True)),
                share[-1],
                dict(zip(self.labels.modes, mode, strict=True)),
                dict(zip(self.labels.auxiliary, other, strict=True)),
                marked.where(piece),
            )
            for share, mode, other, piece in zip(
                shares.tolist(), exact.tolist(), odds.tolist(), points, strict=True
            )
        ]
        return Answer(judgements, marked, certain)

    @staticmethod
    def _types(logits: Floats, scale: Scale) -> Floats:
        scaled = logits / scale.temperature
        scaled[:, -1] += scale.none
        exact = np.exp(scaled - scaled.max(1, keepdims=True))
        shares: Floats = exact / exact.sum(1, keepdims=True)
        return shares


@cache
def judge() -> Judge:
    """The model that ships with Foedus. Raises NoModel (X101) or BadModel (X102)."""
    return Judge()


def checked(
    text: str, *, actor: tuple[int, int] | None, recipient: tuple[int, int] | None = None
) -> tuple[str, Span | None, Span | None]:
    """A pair that can be judged; None is nobody named. Spans are [start, end), code points of `text`.

    Raises EmptyText (X103) or OutsideText (X104).
    """
    if not text.strip():
        raise EmptyText()
    given = {"actor": actor, "recipient": recipient}
    spans = {name: _inside(text, name, span) for name, span in given.items() if span is not None}
    if not spans:
        raise OutsideText(side="actor", start=None, end=None, length=len(text))
    return text, spans.get("actor"), spans.get("recipient")


def _inside(text: str, side: str, span: tuple[int, int]) -> Span:
    start, end = span
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise OutsideText(side=side, start=start, end=end, length=len(text))
    return Span(start, end)


def name() -> str:
    """The model, with its version: `relation model 1`."""
    return f"relation model {judge().card['version']}"
