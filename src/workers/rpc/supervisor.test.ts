import { expect, test, vi } from 'vitest';
import { WorkerDiedError } from './errors.ts';
import { type Mortal, superviseWorker } from './supervisor.ts';

class FakeWorker implements Mortal {
  isDisposed = false;
  private listener: (error: WorkerDiedError) => void = () => {};
  onDeath(listener: (error: WorkerDiedError) => void): () => void {
    this.listener = listener;
    return () => {};
  }
  dispose(): void {
    this.isDisposed = true;
  }
  die(): void {
    this.listener(new WorkerDiedError('the worker died: it has not answered for 10 seconds'));
  }
}

function supervise() {
  const workers: FakeWorker[] = [];
  const [onStart, onFailure] = [vi.fn(), vi.fn()];
  const time = { seconds: 0 };
  const supervised = superviseWorker<FakeWorker>({
    create: () => {
      workers.push(new FakeWorker());
      return workers.at(-1)!;
    },
    onStart,
    onFailure,
    now: () => time.seconds * 1000,
  });
  return { supervised, workers, onStart, onFailure, time };
}

test('a worker that dies is made anew and its owner is asked to issue its state again', () => {
  const { supervised, workers, onStart } = supervise();
  workers[0].die();
  expect(supervised.client).toBe(workers[1]);
  expect(onStart.mock.calls).toEqual([
    [workers[0], 0],
    [workers[1], 1],
  ]);
});

test('the fourth death within a minute is a plain failure, and a restart begins afresh', () => {
  const { supervised, workers, onFailure } = supervise();
  for (let death = 0; death < 3; death++) workers.at(-1)!.die();
  expect(onFailure).not.toHaveBeenCalled();
  workers.at(-1)!.die();
  expect(onFailure).toHaveBeenCalledTimes(1);
  expect(workers).toHaveLength(4);
  expect(() => supervised.client).toThrow('3 times within 60 seconds');
  supervised.restart();
  expect(supervised.client).toBe(workers[4]);
});

test('a worker that dies now and then is replaced for ever', () => {
  const { workers, onFailure, time } = supervise();
  for (let death = 0; death < 20; death++) {
    time.seconds += 25;
    workers.at(-1)!.die();
  }
  expect(onFailure).not.toHaveBeenCalled();
});

test('after disposal nothing is made anew', () => {
  const { supervised, workers } = supervise();
  supervised.dispose();
  workers[0].die();
  expect(workers).toHaveLength(1);
  expect(workers[0].isDisposed).toBe(true);
});

test('a worker that cannot be made anew is a plain failure at once', () => {
  const [first, onFailure] = [new FakeWorker(), vi.fn()];
  let makes = 0;
  superviseWorker<FakeWorker>({
    create: () => {
      if (makes++ > 0) throw new Error('the policy of this page forbids workers');
      return first;
    },
    onFailure,
  });
  first.die();
  expect(onFailure.mock.calls[0][0].message).toContain('could not be started: the policy of this page forbids workers');
});
