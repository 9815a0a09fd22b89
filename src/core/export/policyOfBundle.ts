/** @file The trainer's policy again, out of a bundle: the weights in its graph, under the names they were given. */

import { resolveExperiment } from '../experiment/experiment.ts';
import { architectureOf, denseShapes, parameterCount } from '../policy/architecture.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import type { Bundle } from './bundle.ts';
import { BundleError } from './bundleError.ts';
import { decodeOnnx } from './onnxModel.ts';

/**
 * Weights bit for bit; the normalisers up to the rounding of the manifest's numbers.
 * @throws BundleError where the graph lacks a weight, or the manifest's experiment is not one
 */
export function policyOfBundle({ manifest, onnx }: Bundle): PolicyFile {
  const experiment = readExperiment(manifest.training.config);
  const { observation, action } = manifest;
  const architecture = architectureOf(experiment, observation.size, action.size);
  const constants = new Map(decodeOnnx(onnx).graph.constants.map((constant) => [constant.name, constant.values]));
  const parameters = new Float32Array(parameterCount(architecture));
  const copy = (name: string, from: number, length: number) => {
    const values = constants.get(name);
    if (!(values instanceof Float32Array) || values.length !== length) {
      throw new BundleError(
        'policy.onnx',
        `its constant ${name} is not the ${length} numbers that its settings ask for`,
      );
    }
    parameters.set(values, from);
  };
  for (const { name, inputs, outputs, offset } of denseShapes(architecture)) {
    copy(`${name}.bias`, offset + inputs * outputs, outputs);
    if (name !== 'head.input') copy(`${name}.weight`, offset, inputs * outputs);
    else {
      const { timeEmbeddingSize, conditionSize } = architecture;
      const noiseSize = inputs - 2 * timeEmbeddingSize - conditionSize;
      let row = 0;
      for (const [part, rows] of Object.entries({
        noise: noiseSize,
        time: timeEmbeddingSize,
        reference: timeEmbeddingSize,
        condition: conditionSize,
      })) {
        copy(`${name}.weight.${part}`, offset + row * outputs, rows * outputs);
        row += rows;
      }
    }
  }
  const { simulatorUnit, normalized } = action;
  return {
    metadata: {
      scene: manifest.scene.id,
      experiment,
      architecture,
      step: manifest.training.step,
      observationNormalizer: {
        centre: observation.low.map((low, i) => (low + observation.high[i]) / 2),
        scale: observation.low.map((low, i) => 2 / (observation.high[i] - low)),
      },
      actionNormalizer: {
        centre: normalized.centre.map((centre, i) => centre / simulatorUnit[i]),
        scale: normalized.unit.map((unit, i) => simulatorUnit[i] / unit),
      },
    },
    parameters,
  };
}

function readExperiment(config: Bundle['manifest']['training']['config']) {
  try {
    return resolveExperiment(config);
  } catch (error) {
    throw new BundleError('manifest.json', `training.config: ${(error as Error).message}`);
  }
}
