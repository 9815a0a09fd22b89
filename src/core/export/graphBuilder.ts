/** @file Puts a graph together: each operation is a function call, and names follow from what they compute. */
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from './onnxModel.ts';

/** Every operator that an exported policy may have; the check of a bundle allows no other. */
export const operators = [
  'Add',
  'Clip',
  'Concat',
  'ConstantOfShape',
  'Cos',
  'Div',
  'Gemm',
  'MatMul',
  'Mul',
  'ReduceMean',
  'Reshape',
  'Shape',
  'Sigmoid',
  'Sin',
  'Split',
  'Sqrt',
  'Sub',
] as const;
export type Operator = (typeof operators)[number];

/** Name of a value in the graph */
export type Name = string;

export class GraphBuilder {
  private readonly nodes: OnnxNode[] = [];
  private readonly constants = new Map<Name, OnnxTensor>();

  /** @returns the name itself */
  constant(name: Name, dims: readonly number[], values: ArrayLike<number>): Name {
    this.add({ name, type: 'float32', dims, values: Float32Array.from(values) });
    return name;
  }

  /** Whole numbers: a shape, or sizes */
  integers(name: Name, values: readonly number[]): Name {
    this.add({ name, type: 'int64', dims: [values.length], values: BigInt64Array.from(values.map(BigInt)) });
    return name;
  }

  scalar(name: Name, value: number): Name {
    return this.constant(name, [], [value]);
  }

  /** @returns the name of the result */
  node(operator: Operator, output: Name, inputs: readonly Name[], attributes: readonly OnnxAttribute[] = []): Name {
    this.nodes.push({ name: output, operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Cuts along an axis into parts of these sizes. @returns the names of the parts */
  split(name: Name, input: Name, sizes: readonly number[], axis: number): Name[] {
    if (sizes.length === 1) return [input];
    const outputs = sizes.map((_, i) => `${name}.${i}`);
    const inputs = [input, this.integers(`${name}.sizes`, sizes)];
    this.nodes.push({
      name,
      operator: 'Split',
      inputs,
      outputs,
      attributes: [{ name: 'axis', kind: 'int', value: axis }],
    });
    return outputs;
  }

  build(parts: Pick<OnnxModel['graph'], 'name' | 'inputs' | 'outputs'>): OnnxModel['graph'] {
    return { ...parts, nodes: this.nodes, constants: [...this.constants.values()] };
  }

  private add(constant: OnnxTensor): void {
    if (this.constants.has(constant.name)) throw new Error(`the graph has a constant ${constant.name} already`);
    this.constants.set(constant.name, constant);
  }
}
