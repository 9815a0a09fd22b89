import { existsSync } from 'node:fs';
import { scenes } from '../../src/core/scenes/registry.ts';
import { observationSize, type Scene } from '../../src/core/scenes/scene.ts';
import { parseArguments } from '../arguments.ts';
import { printLine } from '../output.ts';
import { publicPath, readShippedDemonstrations } from '../publicFiles.ts';
import type { Command } from './command.ts';

export const scenesCommand: Command = {
  name: 'scenes',
  usage: '',
  summary: 'lists the scenes, their sizes and their demonstration sets',
  async run(words) {
    parseArguments(words, [], {});
    printLine(scenes.map(describeScene));
  },
};

function describeScene(scene: Scene) {
  const { id, family, observation, actionSize, controlHz, physicsTimestep, substeps, horizon, metric } = scene;
  return {
    id,
    family,
    observationSize: observationSize(scene),
    observation,
    actionSize,
    controlHz,
    physicsTimestep,
    substeps,
    horizon,
    metric,
    demonstrations: scene.demonstrations.filter((set) => isShipped(id, set)).map((set) => describeSet(scene, set)),
  };
}

function isShipped(scene: string, id: string): boolean {
  return existsSync(publicPath('demonstrations', `${scene}-${id}.demo`));
}

function describeSet(scene: Scene, id: string) {
  const { set, sha256 } = readShippedDemonstrations(scene.id, id);
  const { episodes, successRate, meanReturn } = set.metadata;
  const transitions = episodes.reduce((sum, episode) => sum + episode.length, 0);
  const level = scene.metric === 'success' ? { successRate } : { meanReturn };
  return { id, episodes: episodes.length, transitions, ...level, sha256 };
}
