"""One optimiser step after another: gradient, AdamW, EMA, and the schedules of `src/core/training/schedule.ts`."""
import math

import torch
from torch import Tensor

from settings import Settings
from stage1 import Losses


class Optimisation:
    """Parameters, their moments and their average, on one device."""

    def __init__(self, settings: Settings, parameters: Tensor) -> None:
        """:param parameters: where it begins, a flat vector, which stays as it is"""
        self.settings = settings
        self.parameters = torch.nn.Parameter(parameters.clone())
        self.ema = parameters.clone()
        self.taken = 0
        # The fused kernel is the fastest of PyTorch's own: the whole update in one launch.
        self.adamw = torch.optim.AdamW([self.parameters], weight_decay=settings.weight_decay, fused=True)

    @property
    def first_moment(self) -> Tensor:
        """AdamW's running mean of the gradient, a flat vector; 0.1 of the gradient after one step."""
        return self.adamw.state[self.parameters]["exp_avg"]

    def advance(self, losses: Losses) -> None:
        """One step down the gradient of the total loss, with which `losses` was recorded."""
        self.adamw.zero_grad()
        losses.total.backward()
        self.adamw.param_groups[0]["lr"] = learning_rate_at(self.taken, self.settings)
        self.adamw.step()
        self.ema.lerp_(self.parameters.detach(), 1 - ema_decay_at(self.taken, self.settings))
        self.taken += 1


def learning_rate_at(step: int, settings: Settings) -> float:
    """Linear warm-up from 0 to the peak, then a half cosine. :param step: steps already taken, from 0"""
    peak, final = settings.learning_rate, min(settings.learning_rate, settings.final_learning_rate)
    warmup = min(settings.warmup_steps, settings.steps - 1)
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    progress = min(1.0, (step - warmup) / max(1, settings.steps - warmup))
    return final + (peak - final) * 0.5 * (1 + math.cos(math.pi * progress))


def ema_decay_at(step: int, settings: Settings) -> float:
    """EMA decay, warmed up so that early averages are not the initial weights."""
    return min(settings.ema_decay, (1 + step) / (10 + step))
