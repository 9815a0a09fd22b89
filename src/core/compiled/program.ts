/** @file Puts jobs into stages: those of a stage do not depend on each other, so a GPU runs them in one dispatch. */
import type { Job } from './jobs.ts';
import { touched } from './jobs.ts';
import { doOverlap, type Matrix } from './matrix.ts';

/** Jobs of one kind, and of one form where they are products. */
export type Stage = readonly Job[];

/**
 * @param jobs in an order that is right one by one
 * @returns the same jobs, each as early as what it depends on allows; products that nothing waits for, such as the
 *   gradients of weights, are put off until something does, so that they run together
 */
export function intoStages(jobs: readonly Job[]): Stage[] {
  const levels = levelsOf(jobs);
  const stages = new Map<string, Job[]>();
  const order = jobs.map((job, i) => ({ job, level: levels[i] })).sort((a, b) => a.level - b.level);
  for (const { job, level } of order) {
    const key = [level, job.kind, job.kind === 'product' ? job.form : ''].join(' ');
    const stage = stages.get(key);
    if (stage) stage.push(job);
    else stages.set(key, [job]);
  }
  return [...stages.values()];
}

function levelsOf(jobs: readonly Job[]): number[] {
  const touches = jobs.map(touched);
  const meet = (a: readonly Matrix[], b: readonly Matrix[]) =>
    a.some((one) => b.some((other) => doOverlap(one, other)));
  const dependsOn = (later: number, earlier: number) => {
    const [now, before] = [touches[later], touches[earlier]];
    return meet(now.reads, before.writes) || meet(now.writes, before.writes) || meet(now.writes, before.reads);
  };
  const earliest: number[] = [];
  jobs.forEach((_, i) => {
    earliest.push(Math.max(0, ...earliest.map((level, j) => (dependsOn(i, j) ? level + 1 : 0))));
  });
  const last = Math.max(...earliest);
  return jobs.map((job, i) => {
    if (job.kind !== 'product' || job.form !== 'transposedLeft') return earliest[i];
    const waiting = earliest.filter((_, later) => later > i && dependsOn(later, i));
    return Math.min(last + 1, ...waiting) - 1;
  });
}
