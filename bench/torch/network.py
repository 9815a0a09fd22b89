"""
The MeanFlow network u_θ(z, r, t, o) on one flat parameter vector: `src/core/policy/{architecture,network}.ts` in PyTorch.

Time runs from data at 0 to noise at 1; u is the average velocity over [r, t].
"""
import math

import torch
from torch import Tensor
from torch.nn.functional import mish

from settings import Settings


class Architecture:
    """Which layers there are and where each lies in the flat vector: weight `[inputs, outputs]` row-major, then bias."""

    def __init__(self, settings: Settings, device: torch.device) -> None:
        time, hidden, chunk = settings.time_embedding_size, settings.hidden_size, settings.chunk_length
        self.residual_blocks = settings.residual_blocks
        self.shapes: dict[str, tuple[int, int]] = {
            "time.hidden": (time, 2 * time),
            "time.output": (2 * time, time),
            "reference.hidden": (time, 2 * time),
            "reference.output": (2 * time, time),
            "condition.hidden": (settings.observation_size, settings.condition_hidden_size),
            "condition.output": (settings.condition_hidden_size, settings.condition_size),
            "head.input": (chunk + 2 * time + settings.condition_size, hidden),
        }
        for block in range(settings.residual_blocks):
            self.shapes[f"head.block{block}.first"] = (hidden, hidden)
            self.shapes[f"head.block{block}.second"] = (hidden, hidden)
        self.shapes["head.output"] = (hidden, chunk)
        count = time // 2
        exponents = torch.arange(count, dtype=torch.float64) / max(1, count - 1)
        self.frequencies = torch.exp(-math.log(1e4) * exponents).to(device, torch.float32)
        """Of the sinusoidal embedding of a time, `[time_embedding_size / 2]`"""

    def initial_parameters(self) -> Tensor:
        """PyTorch's default initialisation of `Linear`, uniform in ±1/√inputs, as one flat vector on the CPU."""
        layers = [torch.empty(n * m + m).uniform_(-(n**-0.5), n**-0.5) for n, m in self.shapes.values()]
        return torch.cat(layers)


class Network:
    """The network as pure functions of its parameters."""

    def __init__(self, architecture: Architecture, parameters: Tensor) -> None:
        """:param parameters: the flat vector; gradients flow back to it"""
        self.architecture = architecture
        sizes = [size for n, m in architecture.shapes.values() for size in (n * m, m)]
        pieces = iter(torch.split(parameters, sizes))
        self.layers = {name: (next(pieces).view(shape), next(pieces)) for name, shape in architecture.shapes.items()}

    def encode(self, observations: Tensor) -> Tensor:
        """Embeds normalised observations, `[batch, observation_size]` → `[batch, condition_size]`."""
        return self._dense("condition.output", mish(self._dense("condition.hidden", observations)))

    def average_velocity(self, z: Tensor, r: Tensor, t: Tensor, condition: Tensor) -> Tensor:
        """
        Average velocity over [r, t], `[batch, Ta·Da]`, in normalised action units.

        :param z: noisy chunks, `[batch, Ta·Da]`
        :param r: `[batch, 1]`, r ≤ t
        :param t: `[batch, 1]`
        :param condition: embedded observations, `[batch, condition_size]`
        """
        joined = torch.cat([z, self._embed_time("time", t), self._embed_time("reference", r), condition], 1)
        hidden = self._dense("head.input", joined)
        for block in range(self.architecture.residual_blocks):
            inner = self._dense(f"head.block{block}.first", mish(hidden))
            hidden = hidden + self._dense(f"head.block{block}.second", mish(inner))
        return self._dense("head.output", hidden)

    def _embed_time(self, branch: str, time: Tensor) -> Tensor:
        angles = time * self.architecture.frequencies
        hidden = self._dense(f"{branch}.hidden", torch.cat([angles.sin(), angles.cos()], 1))
        return self._dense(f"{branch}.output", mish(hidden))

    def _dense(self, name: str, x: Tensor) -> Tensor:
        weight, bias = self.layers[name]
        return torch.addmm(bias, x, weight)
