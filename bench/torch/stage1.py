"""
The loss of stage 1: improved MeanFlow's v-loss, and α times the InfoNCE-L2 dispersive loss on the condition embedding.

See `src/core/objectives/improvedMeanflow.ts`, `dispersive/infonceL2.ts` and `stage1.ts` for the equations' sources.
"""
import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.func import jvp

from network import Architecture, Network
from settings import Settings


class Draws(NamedTuple):
    """What a step draws: ε, `[batch, Ta·Da]`, and the times r ≤ t, `[batch, 1]` each; the rows with r < t come last."""

    noise: Tensor
    r: Tensor
    t: Tensor


class Losses(NamedTuple):
    """Scalars; `total` is what is minimised."""

    total: Tensor
    velocity: Tensor
    dispersive: Tensor


def draw(settings: Settings, device: torch.device) -> Draws:
    """Noise, and two logit-normal times a row: the larger is t and the smaller r, except where r = t is asked for."""
    batch = settings.batch_size
    noise = torch.randn(batch, settings.chunk_length, device=device)
    times = torch.sigmoid(settings.time_mean + settings.time_deviation * torch.randn(2, batch, 1, device=device))
    r, t = torch.aminmax(times, dim=0)
    is_equal = torch.arange(batch, device=device).unsqueeze(1) < settings.equal_times
    return Draws(noise, torch.where(is_equal, t, r), t)


def stage1_losses(
    architecture: Architecture,
    settings: Settings,
    parameters: Tensor,
    observations: Tensor,
    chunks: Tensor,
    draws: Draws,
    whole_batch: bool,
) -> Losses:
    """
    :param parameters: the flat vector, to which gradients flow
    :param observations: normalised, `[batch, observation_size]`
    :param chunks: clean and normalised, `[batch, Ta·Da]`
    :param whole_batch: whether du/dt is computed where r = t too, where nothing reads it
    """
    # Two networks of the same numbers: what `still` computes is not recorded for gradients.
    network, still = Network(architecture, parameters), Network(architecture, parameters.detach())
    condition = network.encode(observations)
    noise, r, t = draws
    velocity = noise - chunks
    z = chunks + t * velocity
    if whole_batch:
        # As is usual in PyTorch: value and derivative come of one call.
        u, derivative = average_velocity_along(network, still, z, r, t, condition)
        rebuilt = u + (t - r) * derivative.detach()
    else:
        # As in the lab: the derivative of the rows that move, which are the last.
        first = settings.equal_times
        rows = [each[first:] for each in (z, r, t, condition.detach())]
        _, derivative = average_velocity_along(still, still, *rows)
        u = network.average_velocity(z, r, t, condition)
        rebuilt = torch.cat([u[:first], u[first:] + (t - r)[first:] * derivative])
    velocity_loss = (rebuilt - velocity).square().mean()
    dispersive_loss = infonce_l2(condition, settings.temperature)
    return Losses(velocity_loss + settings.dispersive_weight * dispersive_loss, velocity_loss, dispersive_loss)


def average_velocity_along(
    network: Network, still: Network, z: Tensor, r: Tensor, t: Tensor, condition: Tensor
) -> tuple[Tensor, Tensor]:
    """
    u(z, r, t) and du/dt along the network's own velocity, (u(z, t, t), 0, 1) in (z, r, t), `[rows, Ta·Da]` each.

    :param still: the same network with parameters that take no gradient, for the direction
    """
    direction = still.average_velocity(z, t, t, condition.detach())
    return jvp(lambda z, t: network.average_velocity(z, r, t, condition), (z, t), (direction, torch.ones_like(t)))


def infonce_l2(features: Tensor, temperature: float) -> Tensor:
    """log mean_{i,j} exp(−‖zᵢ−zⱼ‖² / (D·τ)), diagonal included. :param features: `[batch, D]`"""
    batch, size = features.shape
    norms = features.square().sum(1, keepdim=True)
    distances = torch.relu(norms + norms.T - 2 * (features @ features.T))
    return torch.logsumexp((distances * (-1 / (size * temperature))).flatten(), 0) - math.log(batch * batch)
