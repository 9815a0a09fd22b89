import { expect, test } from 'vitest';
import { Submissions } from './submissions.ts';

/** A queue whose submissions are done when the test says so, and a clock that it sets. */
class Queue {
  time = 0;
  readonly submitted: number[] = [];
  private readonly finish: (() => void)[] = [];

  readonly device = {
    createCommandEncoder: () => ({ beginComputePass: () => ({ end: () => {} }), finish: () => ({}) }),
    queue: {
      submit: () => void this.submitted.push(this.time),
      onSubmittedWorkDone: () => new Promise<void>((resolve) => this.finish.push(resolve)),
    },
  } as unknown as GPUDevice;

  async done(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    this.finish.shift()!();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function step(submissions: Submissions): void | Promise<void> {
  submissions.compute.end();
  return submissions.step();
}

/** Steps until the next submission. */
function stepsAtOnce(queue: Queue, submissions: Submissions): number {
  const before = queue.submitted.length;
  let steps = 0;
  while (queue.submitted.length === before) {
    step(submissions);
    steps++;
  }
  return steps;
}

test('short steps are gathered until a submission takes half of the longest, and long ones are not', async () => {
  const queue = new Queue();
  const submissions = new Submissions(queue.device, () => queue.time);
  const gathered: number[] = [];
  for (let i = 0; i < 8; i++) {
    gathered.push(stepsAtOnce(queue, submissions));
    await queue.done(2 * gathered[i]);
  }
  expect(gathered).toEqual([1, 2, 4, 8, 12, 12, 12, 12]);
  // The GPU is suddenly ten times slower.
  for (let i = 0; i < 4; i++) {
    gathered.push(stepsAtOnce(queue, submissions));
    await queue.done(20 * gathered.at(-1)!);
  }
  expect(gathered.slice(-4)).toEqual([12, 6, 3, 1]);
});

test('without a clock every step is submitted by itself', async () => {
  const queue = new Queue();
  const submissions = new Submissions(queue.device);
  for (let i = 0; i < 3; i++) {
    expect(stepsAtOnce(queue, submissions)).toBe(1);
    await queue.done(1);
  }
});

test('a step is waited for once two submissions are under way, until the first is done', async () => {
  const queue = new Queue();
  const submissions = new Submissions(queue.device);
  expect(step(submissions)).toBeUndefined();
  let isFree = false;
  const free = Promise.resolve(step(submissions)).then(() => {
    isFree = true;
  });
  await Promise.resolve();
  expect(isFree).toBe(false);
  await queue.done(1);
  expect(isFree).toBe(true);
  await free;
});
