#!/usr/bin/env python3
"""
The lab's stage 1 training step in PyTorch, timed eager and compiled: `bench/README.md` says what to compare it with.

    python3 bench/torch/training_step.py --device cuda
    python3 bench/torch/training_step.py --device cpu --check problem.json

Prints JSON.
"""
import argparse
import json
import platform
import sys
from dataclasses import replace
from pathlib import Path

try:
    import torch.func
except ModuleNotFoundError:
    sys.exit("training_step.py: PyTorch 2.4 or newer is needed and was not found. Run pip install torch.")

from check import check
from settings import Settings
from stage1 import stage1_losses
from timing import Timing, measure

compile_modes = ["default", "reduce-overhead", "max-autotune"]


def parse_arguments() -> argparse.Namespace:
    settings = Settings()
    parser = argparse.ArgumentParser(description="Times one stage 1 training step in PyTorch.")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--batch", type=positive, default=settings.batch_size, help="chunks in one step")
    parser.add_argument("--hidden", type=positive, default=settings.hidden_size, help="width of the network's head")
    parser.add_argument("--rounds", type=positive, default=20, help="turns of each way")
    parser.add_argument("--steps-per-round", type=positive, default=20)
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=True, help="time torch.compile too")
    parser.add_argument("--compile-mode", choices=compile_modes, default="default", help="of torch.compile")
    parser.add_argument(
        "--whole-batch", action="store_true", help="u and du/dt from one jvp of all rows; else du/dt where r < t alone"
    )
    parser.add_argument(
        "--read-back", choices=["step", "round"], default="step", help="read each loss, as the lab's bench, or the last"
    )
    parser.add_argument("--check", type=Path, metavar="FILE", help="compare with the steps in a file of writeProblem.ts")
    parser.add_argument("--json", action="store_true", help="print one line")
    return parser.parse_args()


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, received {text}")
    return value


def main() -> None:
    arguments = parse_arguments()
    if arguments.device == "cuda" and not torch.cuda.is_available():
        sys.exit("training_step.py: PyTorch finds no CUDA device here. Use --device cpu.")
    device = torch.device(arguments.device)
    result = compare_with_lab(arguments, device) if arguments.check else time_step(arguments, device)
    print(json.dumps(describe(device) | result, indent=None if arguments.json else 2))


def time_step(arguments: argparse.Namespace, device: torch.device) -> dict[str, object]:
    settings = replace(Settings(), batch_size=arguments.batch, hidden_size=arguments.hidden)
    timing = Timing(
        rounds=arguments.rounds,
        steps_per_round=arguments.steps_per_round,
        compile_mode=arguments.compile_mode if arguments.compile else None,
        whole_batch=arguments.whole_batch,
        reads_each_loss=arguments.read_back == "step",
    )
    asked = {
        "batch": arguments.batch,
        "hidden": arguments.hidden,
        "rounds": timing.rounds,
        "stepsPerRound": timing.steps_per_round,
        "compileMode": timing.compile_mode,
        "wholeBatch": timing.whole_batch,
        "readBack": arguments.read_back,
    }
    return asked | measure(settings, device, timing)


def compare_with_lab(arguments: argparse.Namespace, device: torch.device) -> dict[str, object]:
    ways = {"eager": stage1_losses}
    if arguments.compile:
        ways["compiled"] = torch.compile(stage1_losses, fullgraph=True, mode=arguments.compile_mode)
    return {name: check(arguments.check, device, arguments.whole_batch, way) for name, way in ways.items()}


def describe(device: torch.device) -> dict[str, object]:
    """What a figure was measured on."""
    if device.type == "cuda":
        return {"device": torch.cuda.get_device_name(device), "torch": torch.__version__, "cuda": torch.version.cuda}
    return {
        "device": platform.processor() or platform.machine(),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
    }


if __name__ == "__main__":
    main()
