/** @file The evaluation that runs beside training: 1 step against 32 on the same episodes, over the physics workers. */
import { evaluateLadder } from '../../core/evaluation/ladder.ts';
import type { EpisodeOutcome, RunRecord } from '../../core/experiment/records.ts';
import { decodePolicy } from '../../core/policy/policyFile.ts';
import { TensorPolicy } from '../../core/policy/tensorPolicy.ts';
import { PhysicsClient } from '../physics/client.ts';
import { WorkerVectorEnvironment } from '../physics/workerVectorEnvironment.ts';
import type { PolicyUpdate, StartInput } from './protocol.ts';

const stepCounts = [1, 32];
/** First seed of the live episodes: apart from demonstrations (1,000,000 up) and from `evaluate` (10,000 up). */
const firstSeed = 2_000_000;

export class LiveEvaluation {
  private readonly physics: readonly PhysicsClient[];
  private environments: Promise<WorkerVectorEnvironment> | null = null;
  private controller: AbortController | null = null;
  private running: Promise<void> = Promise.resolve();
  /** The newest weights that wait for the running evaluation to end */
  private waiting: PolicyUpdate | null = null;
  private done = 0;

  constructor(
    private readonly input: Pick<StartInput, 'experiment' | 'physics'>,
    private readonly clock: () => number,
    private readonly emit: (record: RunRecord) => void,
    private readonly onProgress: () => void,
    private readonly onProblem: (message: string) => void,
  ) {
    this.physics = input.physics.map((port) => PhysicsClient.overPort(port));
  }

  get isRunning(): boolean {
    return this.controller !== null;
  }

  /** Done and planned episodes over all step counts; null while nothing runs. */
  get progress(): [done: number, planned: number] | null {
    return this.isRunning ? [this.done, this.episodes * stepCounts.length] : null;
  }

  /** Starts in the background; while one runs, the newest weights wait for its end. A failure is told as progress ends; training is not disturbed by it. */
  start(update: PolicyUpdate): void {
    if (this.physics.length === 0) return;
    if (this.isRunning) {
      this.waiting = update;
      return;
    }
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.running = this.evaluate(update, signal)
      .catch((error: Error) => {
        if (!signal.aborted) this.onProblem(`The evaluation at step ${update.step} stopped: ${error.message}`);
      })
      .finally(() => {
        this.controller = null;
        const { waiting } = this;
        this.waiting = null;
        if (waiting && !signal.aborted) this.start(waiting);
        this.onProgress();
      });
  }

  /** Cancels what runs and frees the environments. */
  async stop(): Promise<void> {
    this.controller?.abort();
    await this.running;
    (await this.environments?.catch(() => null))?.dispose();
    for (const client of this.physics) client.dispose();
  }

  private get episodes(): number {
    return this.input.experiment['evaluation.episodes'];
  }

  private async evaluate({ step, policy: bytes }: PolicyUpdate, signal: AbortSignal): Promise<void> {
    const { experiment } = this.input;
    this.done = 0;
    const played: EpisodeOutcome[] = [];
    this.environments ??= WorkerVectorEnvironment.create(this.physics, {
      scene: experiment.scene,
      slots: this.episodes,
    });
    const environments = await this.environments;
    const policy = new TensorPolicy(decodePolicy(bytes, 'the policy'));
    try {
      const { paired } = await evaluateLadder(policy, environments, {
        stepCounts,
        episodes: this.episodes,
        seed: firstSeed,
        trainingStep: step,
        stepLimit: experiment['evaluation.stepLimit'],
        signal,
        clock: this.clock,
        onEpisode: (_, outcome) => {
          played.push(outcome);
          this.done++;
          this.onProgress();
        },
        onRung: (rung) => this.emit({ ...rung, outcomes: played.splice(0).sort((a, b) => a.seed - b.seed) }),
      });
      if (paired) this.emit(paired);
    } finally {
      policy.dispose();
    }
  }
}
