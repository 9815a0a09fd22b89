"""The settings of the step that is timed: the lab's defaults with Lift's sizes. `--check` names those that differ."""
import math
from dataclasses import dataclass, field, fields
from typing import Any, Mapping


def lab(key: str, default: Any) -> Any:
    """A setting with the key that it has in `src/core/experiment/settings.ts`."""
    return field(default=default, metadata={"key": key})


@dataclass(frozen=True)
class Settings:
    observation_size: int = lab("observationSize", 19)
    action_size: int = lab("actionSize", 7)
    action_horizon: int = lab("policy.actionHorizon", 4)
    hidden_size: int = lab("policy.hiddenSize", 256)
    residual_blocks: int = lab("policy.residualBlocks", 1)
    condition_hidden_size: int = lab("policy.conditionHiddenSize", 64)
    condition_size: int = lab("policy.conditionSize", 16)
    time_embedding_size: int = lab("policy.timeEmbeddingSize", 16)
    equal_times_share: float = lab("objective.equalTimesShare", 0.5)
    time_mean: float = lab("objective.timeMean", -0.4)
    time_deviation: float = lab("objective.timeDeviation", 1.0)
    dispersive_weight: float = lab("dispersive.weight", 0.5)
    temperature: float = lab("dispersive.temperature", 0.5)
    learning_rate: float = lab("optimizer.learningRate", 1e-3)
    final_learning_rate: float = lab("optimizer.finalLearningRate", 1e-5)
    warmup_steps: int = lab("optimizer.warmupSteps", 200)
    weight_decay: float = lab("optimizer.weightDecay", 1e-6)
    steps: int = lab("training.steps", 10_000)
    batch_size: int = lab("training.batchSize", 128)
    ema_decay: float = lab("training.emaDecay", 0.999)

    @property
    def chunk_length(self) -> int:
        """Numbers in one action chunk, Ta · Da."""
        return self.action_horizon * self.action_size

    @property
    def equal_times(self) -> int:
        """Rows of a batch with r = t, which come first."""
        return math.floor(self.batch_size * self.equal_times_share + 0.5)

    @classmethod
    def of_lab(cls, values: Mapping[str, Any]) -> "Settings":
        """Reads the lab's own settings, by their keys there."""
        return cls(**{each.name: values[each.metadata["key"]] for each in fields(cls)})

    def differences(self, other: "Settings") -> list[str]:
        """The lab's keys of all settings in which the two differ."""
        return [
            each.metadata["key"] for each in fields(self) if getattr(self, each.name) != getattr(other, each.name)
        ]
