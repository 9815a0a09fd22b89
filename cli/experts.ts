/** @file A scene's experts, each ready to play: those that are code, and those that are shipped policies. */
import { DeployedPolicy } from '../src/core/policy/deployedPolicy.ts';
import type { ExpertDefinition, LearnedExpert, Scene } from '../src/core/scenes/scene.ts';
import { publicPath, readFile } from './publicFiles.ts';

/** The first is the default. A policy's file is read when it is first played. */
export function expertsOf(scene: Scene): readonly ExpertDefinition[] {
  return [...scene.experts, ...(scene.learnedExperts ?? []).map(playing)];
}

function playing({ policy, ...definition }: LearnedExpert): ExpertDefinition {
  let loaded: DeployedPolicy | null = null;
  return {
    ...definition,
    create() {
      const path = publicPath('policies', `${policy}.policy`);
      loaded ??= DeployedPolicy.decode(readFile(path), path);
      const actor = loaded;
      const { observationSize } = actor.metadata.architecture;
      const noise = new Float32Array(actor.chunkLength);
      return {
        act(observation) {
          const seen = Float64Array.from({ length: observationSize }, (_, i) => observation[i]);
          return actor.sample(seen, noise, 1).subarray(0, actor.actionSize);
        },
      };
    },
  };
}
