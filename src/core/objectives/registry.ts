/** @file Every training objective of the lab, one line each. */
import type { Experiment } from '../experiment/experiment.ts';
import { improvedMeanflow } from './improvedMeanflow.ts';
import { meanflow } from './meanflow.ts';
import type { Objective } from './objective.ts';

export const objectives: readonly Objective[] = [improvedMeanflow, meanflow];

/** @throws RangeError where there is no objective of that id */
export function findObjective(id: Experiment['objective.kind']): Objective {
  const objective = objectives.find((candidate) => candidate.id === id);
  if (!objective) throw new RangeError(`objective.kind: there is no objective ${id}`);
  return objective;
}
