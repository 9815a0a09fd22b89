"""Times the step, eager and compiled, in turns: a busy spell of the machine falls on both."""
import time
from dataclasses import dataclass
from typing import Callable

import torch

from network import Architecture
from optimisation import Optimisation
from settings import Settings
from stage1 import Losses, draw, stage1_losses

Spread = dict[str, float]

# Thrown away: the first step compiles, and with CUDA graphs the second records what the third plays.
warm_up_rounds = 3


@dataclass(frozen=True)
class Timing:
    """How the clock is run."""

    rounds: int
    steps_per_round: int
    compile_mode: str | None
    """None leaves the compiled step out"""
    whole_batch: bool
    reads_each_loss: bool
    """Whether each step's loss is read back, as the lab's own measurement does, or only the last of a round"""


def measure(settings: Settings, device: torch.device, timing: Timing) -> dict[str, object]:
    """:returns: milliseconds and steps per second of each way, and the ratio of the two within a round"""
    torch.manual_seed(14)
    architecture = Architecture(settings, device)
    parameters = architecture.initial_parameters().to(device)
    losses = drawn_losses(architecture, settings, device, timing.whole_batch)
    contestants = {"eager": losses}
    if timing.compile_mode:
        contestants["compiled"] = torch.compile(losses, fullgraph=True, mode=timing.compile_mode)
    rounds = {
        name: timed_round(Optimisation(settings, parameters), step, device, timing)
        for name, step in contestants.items()
    }
    samples = [{name: play() for name, play in rounds.items()} for _ in range(warm_up_rounds + timing.rounds)]
    samples = samples[warm_up_rounds:]
    result: dict[str, object] = {
        "parameters": parameters.numel(),
        "millisecondsPerStep": {name: spread([sample[name] for sample in samples]) for name in rounds},
        "stepsPerSecond": {name: spread([1000 / sample[name] for sample in samples]) for name in rounds},
    }
    if timing.compile_mode:
        result["eagerOverCompiled"] = spread([sample["eager"] / sample["compiled"] for sample in samples])
    return result


def drawn_losses(
    architecture: Architecture, settings: Settings, device: torch.device, whole_batch: bool
) -> Callable[[torch.Tensor], Losses]:
    """Gathers a minibatch, draws noise and times and computes the losses: all of a step that can be compiled."""
    batch = settings.batch_size
    observations = torch.randn(batch, settings.observation_size, device=device)
    chunks = torch.randn(batch, settings.chunk_length, device=device)
    rows = torch.arange(batch, device=device)

    def losses(parameters: torch.Tensor) -> Losses:
        draws = draw(settings, device)
        return stage1_losses(architecture, settings, parameters, observations[rows], chunks[rows], draws, whole_batch)

    return losses


def timed_round(
    optimisation: Optimisation,
    losses: Callable[[torch.Tensor], Losses],
    device: torch.device,
    timing: Timing,
) -> Callable[[], float]:
    """:returns: plays one round and says how many milliseconds a step took"""

    def play() -> float:
        synchronise(device)
        start = time.perf_counter()
        for _ in range(timing.steps_per_round):
            step = losses(optimisation.parameters)
            optimisation.advance(step)
            if timing.reads_each_loss:
                step.total.item()
        synchronise(device)
        return (time.perf_counter() - start) * 1000 / timing.steps_per_round

    return play


def synchronise(device: torch.device) -> None:
    """Waits for what the GPU was given; on the CPU nothing is ever pending."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def spread(values: list[float]) -> Spread:
    """Median with the 10th and 90th percentile, to four digits."""
    shares = torch.tensor([0.5, 0.1, 0.9], dtype=torch.float64)
    found = torch.quantile(torch.tensor(values, dtype=torch.float64), shares).tolist()
    return {name: float(f"{value:.4g}") for name, value in zip(("median", "p10", "p90"), found)}
