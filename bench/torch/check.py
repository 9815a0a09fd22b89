"""Takes the steps that the lab took, with the same weights and noise, and says how far the two are apart."""
import json
from pathlib import Path
from typing import Callable

import torch
from torch import Tensor

from network import Architecture
from optimisation import Optimisation
from settings import Settings
from stage1 import Draws, Losses


def check(
    path: Path, device: torch.device, whole_batch: bool, losses_of: Callable[..., Losses]
) -> dict[str, object]:
    """
    :param path: a file of `writeProblem.ts`
    :param losses_of: `stage1_losses`, or what a compiler made of it
    :returns: per step the lab's losses and how far ours are from them; relative differences of the first gradient, and
        of what the steps changed in the parameters and in their average
    """
    problem = json.loads(path.read_text())
    settings = Settings.of_lab(problem["settings"])
    architecture = Architecture(settings, device)

    def tensor(values: list[float], *shape: int) -> Tensor:
        return torch.tensor(values, device=device).reshape(shape or (-1,))

    batch, chunk = settings.batch_size, settings.chunk_length
    observations = tensor(problem["observations"], -1, settings.observation_size)
    chunks = tensor(problem["chunks"], -1, chunk)
    begin = tensor(problem["parameters"])
    optimisation = Optimisation(settings, begin)
    steps = []
    for lab in problem["steps"]:
        draws = Draws(tensor(lab["noise"], batch, chunk), tensor(lab["r"], batch, 1), tensor(lab["t"], batch, 1))
        rows, parameters = lab["rows"], optimisation.parameters
        losses = losses_of(architecture, settings, parameters, observations[rows], chunks[rows], draws, whole_batch)
        optimisation.advance(losses)
        ours = {"loss": losses.total, "velocityLoss": losses.velocity, "dispersiveLoss": losses.dispersive}
        steps.append({name: {"lab": lab[name], "difference": ours[name].item() - lab[name]} for name in ours})
        if len(steps) == 1:
            gradient = optimisation.first_moment * 10
    lab_gradient = tensor(problem["firstGradient"])
    return {
        "settingsNotDefault": settings.differences(Settings()),
        "steps": steps,
        "gradientNorm": {"lab": lab_gradient.norm().item(), "difference": (gradient.norm() - lab_gradient.norm()).item()},
        "gradientDifference": relative_difference(gradient, lab_gradient),
        "updateDifference": relative_difference(
            optimisation.parameters.detach() - begin, tensor(problem["parametersAfter"]) - begin
        ),
        "averageDifference": relative_difference(optimisation.ema - begin, tensor(problem["emaAfter"]) - begin),
    }


def relative_difference(ours: Tensor, lab: Tensor) -> float:
    """‖ours − lab‖ / ‖lab‖"""
    return ((ours - lab).norm() / lab.norm()).item()
