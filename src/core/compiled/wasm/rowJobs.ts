/** @file The small jobs of rows, in plain arithmetic: they are too short for a kernel to matter. */
import { normalizationEpsilon, timeFrequencies } from '../../policy/architecture.ts';
import type { Denoise, EmbedTimes, FinishCondition, FinishConditionGradient } from '../jobs.ts';
import type { Matrix } from '../matrix.ts';
import type { WasmMemory } from './wasmMemory.ts';

/** A job made ready, for the first `rows` rows at most. */
export type Run = (rows: number) => void;

/** Writes sines, then cosines, of a time at each frequency. */
export function writeSinusoid(out: Float32Array, start: number, time: number, frequencies: Float32Array): void {
  const count = frequencies.length;
  for (let i = 0; i < count; i++) {
    const angle = time * frequencies[i];
    out[start + i] = Math.sin(angle);
    out[start + count + i] = Math.cos(angle);
  }
}

/** Its derivative by the time. */
export function writeSinusoidSlope(out: Float32Array, start: number, time: number, frequencies: Float32Array): void {
  const count = frequencies.length;
  for (let i = 0; i < count; i++) {
    const angle = time * frequencies[i];
    out[start + i] = Math.cos(angle) * frequencies[i];
    out[start + count + i] = -Math.sin(angle) * frequencies[i];
  }
}

export function embedTimes(memory: WasmMemory, { t, r, timeEmbeddingSize, time, reference }: EmbedTimes): Run {
  const frequencies = timeFrequencies(timeEmbeddingSize);
  const embedded = [t, r].map((value) => {
    const values = new Float32Array(timeEmbeddingSize);
    writeSinusoid(values, 0, value, frequencies);
    return values;
  });
  return (rows) => {
    [time, reference].forEach((matrix, i) => {
      forEachRow(memory, matrix, rows, (start) => memory.floats.set(embedded[i], start));
    });
  };
}

export function denoise(memory: WasmMemory, { z, velocity, interval }: Denoise): Run {
  const operands = [z, velocity].flatMap((matrix) => [memory.address(matrix), 4 * matrix.stride]);
  return (rows) => memory.kernels.addScaled(...operands, -interval, Math.min(rows, velocity.rows), velocity.columns);
}

export function finishCondition(memory: WasmMemory, { architecture, embedding, condition }: FinishCondition): Run {
  const { conditionSize: size, conditionNormalization, conditionScale } = architecture;
  const offset = memory.index(condition) - memory.index(embedding);
  const stride = condition.stride - embedding.stride;
  return (rows) => {
    const { floats } = memory;
    forEachRow(memory, embedding, rows, (from, row) => {
      const to = from + offset + row * stride;
      const { mean, inverse } =
        conditionNormalization === 'layer' ? momentsOf(floats, from, size) : { mean: 0, inverse: 1 };
      for (let i = 0; i < size; i++) floats[to + i] = (floats[from + i] - mean) * inverse * conditionScale;
    });
  };
}

/** With y the normalised row and ẏ its gradient: (ẏ − mean(ẏ) − y·mean(ẏ·y))/√(variance + ε). */
export function finishConditionGradient(memory: WasmMemory, job: FinishConditionGradient): Run {
  const { architecture, embedding, conditionGradient, gradient } = job;
  const { conditionSize: size, conditionNormalization, conditionScale } = architecture;
  return () => {
    const { floats } = memory;
    forEachRow(memory, gradient, gradient.rows, (to, row) => {
      const from = memory.index(conditionGradient) + row * conditionGradient.stride;
      if (conditionNormalization === 'none') {
        for (let i = 0; i < size; i++) floats[to + i] = floats[from + i] * conditionScale;
        return;
      }
      const x = memory.index(embedding) + row * embedding.stride;
      const { mean, inverse } = momentsOf(floats, x, size);
      let [sum, along] = [0, 0];
      for (let i = 0; i < size; i++) {
        sum += floats[from + i];
        along += floats[from + i] * (floats[x + i] - mean) * inverse;
      }
      for (let i = 0; i < size; i++) {
        const across = floats[from + i] - sum / size - (((floats[x + i] - mean) * inverse) / size) * along;
        floats[to + i] = across * inverse * conditionScale;
      }
    });
  };
}

function momentsOf(floats: Float32Array, start: number, size: number): { mean: number; inverse: number } {
  let [sum, squares] = [0, 0];
  for (let i = start; i < start + size; i++) sum += floats[i];
  const mean = sum / size;
  for (let i = start; i < start + size; i++) squares += (floats[i] - mean) ** 2;
  return { mean, inverse: 1 / Math.sqrt(squares / size + normalizationEpsilon) };
}

function forEachRow(
  memory: WasmMemory,
  matrix: Matrix,
  rows: number,
  visit: (start: number, row: number) => void,
): void {
  const first = memory.index(matrix);
  for (let row = 0; row < Math.min(rows, matrix.rows); row++) visit(first + row * matrix.stride, row);
}
