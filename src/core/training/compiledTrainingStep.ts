/** @file A training step as a compiled program, on whichever machine runs it. */
import { CompiledNetwork } from '../compiled/compiledNetwork.ts';
import type { Machines, TrainingMachine } from '../compiled/machine.ts';
import { pack, unpack } from '../compiled/packing.ts';
import { type TrainingProgram, trainingProgram } from '../compiled/trainingProgram.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Architecture, parameterCount } from '../policy/architecture.ts';
import { stepRates } from './schedule.ts';
import type { StepLosses, TrainingExamples, TrainingStep, Weights } from './trainingStep.ts';

export class CompiledTrainingStep implements TrainingStep {
  private readonly program: TrainingProgram;
  private readonly machine: TrainingMachine;
  private readonly network: CompiledNetwork;

  /** @throws Error where the machine has no room for it */
  constructor(
    machines: Machines,
    private readonly architecture: Architecture,
    experiment: Experiment,
    { count, observations, chunks }: TrainingExamples,
    weights: Weights,
  ) {
    this.program = trainingProgram(architecture, experiment);
    const { arena, jobs, packed, state } = this.program;
    const rates = (step: number) => stepRates(step, experiment);
    const data = { experiment, rates, count, observations, chunks };
    this.machine = machines.createTraining(arena.size, jobs, data);
    for (const name of ['parameters', 'ema', 'firstMoment', 'secondMoment'] as const) {
      const { whole } = state[name];
      this.machine.write(whole, pack(packed, weights[name]), whole.columns);
    }
    this.network = new CompiledNetwork(machines, architecture);
  }

  run(step: number): void | Promise<void> {
    return this.machine.step(step);
  }

  readLosses(): Promise<StepLosses[]> {
    return this.machine.readLosses();
  }

  async readWeights(): Promise<Weights> {
    const { packed, state } = this.program;
    const length = parameterCount(this.architecture);
    // Asked for together, so that no step comes between them.
    const [parameters, ema, firstMoment, secondMoment] = await Promise.all(
      [state.parameters, state.ema, state.firstMoment, state.secondMoment].map(async ({ whole }) =>
        unpack(packed, await this.machine.read(whole, 1, whole.columns), length),
      ),
    );
    return { parameters, ema, firstMoment, secondMoment };
  }

  embed(observations: Float32Array, count: number): Promise<Float32Array> {
    this.network.take(this.machine, this.program.state.ema.whole, count);
    return this.network.embed(observations, count);
  }

  sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array> {
    this.network.take(this.machine, this.program.state.ema.whole, count);
    return this.network.sample(observations, noise, count, steps);
  }

  dispose(): void {
    this.machine.dispose();
    this.network.dispose();
  }
}
