/**
 * @file The network of `core/policy/network.ts` as jobs: forward, its tangent, and the way back.
 *
 * Every value that the way back needs has a matrix of its own; the hidden layers keep mish and its slope beside it, so
 * that no job computes either twice.
 */
import type { Architecture } from '../policy/architecture.ts';
import { chunkLength } from '../policy/architecture.ts';
import type { FinishConditionGradient, Job } from './jobs.ts';
import { type Arena, columnsOf, type Matrix, padded, rowsOf } from './matrix.ts';
import type { NetworkMatrices } from './packing.ts';

/** A layer with Mish behind it. */
export interface Activated {
  readonly activated: Matrix;
  readonly slope: Matrix;
}

/** What the head reads side by side, with each part's columns. */
export interface HeadInput {
  readonly joined: Matrix;
  readonly z: Matrix;
  readonly time: Matrix;
  readonly reference: Matrix;
  readonly condition: Matrix;
}

export interface EmbeddedTimes {
  readonly time: Activated;
  readonly reference: Activated;
}

export interface Encoded {
  readonly hidden: Activated;
  /** Before its normalisation and scale; the condition itself where it has neither */
  readonly embedding: Matrix;
}

export interface HeadValue {
  /** The residual stream at each block's entry, and behind the last */
  readonly stream: readonly Matrix[];
  /** Mish of the stream at each block's entry, and of each block's inner layer */
  readonly entries: readonly Activated[];
  readonly inners: readonly Activated[];
}

/** All that the way back reads of the way there. */
export interface ForwardPass {
  readonly observations: Matrix;
  /** Sines and cosines */
  readonly time: Matrix;
  readonly reference: Matrix;
  readonly input: HeadInput;
  readonly times: EmbeddedTimes;
  readonly encoded: Encoded;
  readonly head: HeadValue;
}

export class NetworkProgram {
  /**
   * @param layers the parameters' matrices
   * @param jobs takes what is asked for below, in order
   */
  constructor(
    readonly architecture: Architecture,
    private readonly arena: Arena,
    private readonly layers: NetworkMatrices,
    readonly jobs: Job[],
  ) {}

  headInput(rows: number): HeadInput {
    const { timeEmbeddingSize, conditionSize } = this.architecture;
    const sizes = [chunkLength(this.architecture), timeEmbeddingSize, timeEmbeddingSize, conditionSize].map(padded);
    const joined = this.arena.allocate(
      rows,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    let start = 0;
    const [z, time, reference, condition] = sizes.map((size) => {
      const part = columnsOf(joined, start, size);
      start += size;
      return part;
    });
    return { joined, z, time, reference, condition };
  }

  /** Embeds times into the head's input. @param times their sines and cosines */
  embedTimes(times: { time: Matrix; reference: Matrix }, input: HeadInput): EmbeddedTimes {
    const time = this.activatedLayer('time.hidden', times.time);
    const reference = this.activatedLayer('reference.hidden', times.reference);
    this.layer('time.output', time.activated, { out: input.time });
    this.layer('reference.output', reference.activated, { out: input.reference });
    return { time, reference };
  }

  /** Embeds observations. @param condition takes the result */
  encode(observations: Matrix, condition: Matrix): Encoded {
    const hidden = this.activatedLayer('condition.hidden', observations);
    const embedding = this.isConditionFinished ? this.arena.allocate(condition.rows, condition.columns) : condition;
    this.layer('condition.output', hidden.activated, { out: embedding });
    if (this.isConditionFinished) {
      this.jobs.push({ kind: 'finishCondition', architecture: this.architecture, embedding, condition });
    }
    return { hidden, embedding };
  }

  /** u of the head's input. @param outputs the rows of u, wherever each part of them is wanted */
  head({ joined }: Pick<HeadInput, 'joined'>, outputs: readonly Matrix[]): HeadValue {
    const { residualBlocks } = this.architecture;
    const stream: Matrix[] = [];
    const entries: Activated[] = [];
    const inners: Activated[] = [];
    const push = (name: string, left: Matrix, isEntry: boolean) => {
      const out = this.hidden(joined.rows);
      const entry = isEntry ? { activated: this.hidden(joined.rows), slope: this.hidden(joined.rows) } : null;
      this.layer(name, left, { out, ...entry, residual: stream.at(-1) });
      stream.push(out);
      if (entry) entries.push(entry);
    };
    push('head.input', joined, residualBlocks > 0);
    for (let block = 0; block < residualBlocks; block++) {
      const inner = this.activatedLayer(`head.block${block}.first`, entries[block].activated);
      inners.push(inner);
      push(`head.block${block}.second`, inner.activated, block + 1 < residualBlocks);
    }
    let row = 0;
    for (const out of outputs) {
      this.layer('head.output', rowsOf(stream.at(-1)!, row, out.rows), { out });
      row += out.rows;
    }
    return { stream, entries, inners };
  }

  /** Where `headTangent` reads the direction of z and that of the embedded time, side by side. */
  tangentInput(rows: number): { joined: Matrix; direction: Matrix; time: Matrix } {
    const [chunk, time] = [chunkLength(this.architecture), this.architecture.timeEmbeddingSize].map(padded);
    const joined = this.arena.allocate(rows, chunk + time);
    return { joined, direction: columnsOf(joined, 0, chunk), time: columnsOf(joined, chunk, time) };
  }

  /** The derivative of the embedded time. @param tangent of its sines and cosines, `[moving, timeEmbeddingSize]` */
  timeTangent(tangent: Matrix, time: Activated, start: number, out: Matrix): void {
    const scaled = this.arena.allocate(tangent.rows, time.slope.columns);
    this.tangent('time.hidden', tangent, { scale: rowsOf(time.slope, start, tangent.rows), scaled });
    this.tangent('time.output', scaled, { out });
  }

  /**
   * du/dt of the rows from `start` on, as far as the input has rows.
   * @param value the pass that its slopes are taken from
   */
  headTangent({ joined }: { joined: Matrix }, value: HeadValue, start: number, out: Matrix): void {
    const { rows } = joined;
    const slopeOf = (layer: Activated) => rowsOf(layer.slope, start, rows);
    const { residualBlocks } = this.architecture;
    let stream: Matrix | undefined;
    let scaled: Matrix | undefined;
    const push = (name: string, left: Matrix, next: Activated | undefined) => {
      const after = this.hidden(rows);
      scaled = next && this.hidden(rows);
      this.tangent(name, left, { out: after, residual: stream, ...(next && { scale: slopeOf(next), scaled }) });
      stream = after;
    };
    push('head.input', joined, value.entries[0]);
    for (let block = 0; block < residualBlocks; block++) {
      const inner = this.hidden(rows);
      const scale = slopeOf(value.inners[block]);
      this.tangent(`head.block${block}.first`, scaled!, { scale, scaled: inner });
      push(`head.block${block}.second`, inner, value.entries[block + 1]);
    }
    this.tangent('head.output', stream!, { out });
  }

  /**
   * Gradients of all that led to u.
   * @param gradient of u, `[batch, Ta·Da]`
   * @param into the gradients' matrices
   * @param atLayer called where the gradient of a hidden layer is complete but for what else acts on that layer
   */
  backward(
    gradient: Matrix,
    pass: ForwardPass,
    into: NetworkMatrices,
    atLayer: (layer: 'head_hidden' | 'head_input' | 'condition' | 'condition_hidden', gradient: Matrix) => void,
  ): void {
    const { input, times, encoded, head } = pass;
    const batch = gradient.rows;
    const first = (matrix: Matrix) => rowsOf(matrix, 0, batch);
    const weights = (name: string, left: Matrix, dy: Matrix) => this.weightGradient(name, first(left), dy, into);
    const { residualBlocks } = this.architecture;

    let stream = this.hidden(batch);
    this.inputGradient('head.output', gradient, { out: stream });
    weights('head.output', head.stream.at(-1)!, gradient);
    atLayer('head_hidden', stream);
    for (let block = residualBlocks - 1; block >= 0; block--) {
      const [inner, before] = [this.hidden(batch), this.hidden(batch)];
      this.inputGradient(`head.block${block}.second`, stream, { factor: first(head.inners[block].slope), out: inner });
      weights(`head.block${block}.second`, head.inners[block].activated, stream);
      const factor = first(head.entries[block].slope);
      this.inputGradient(`head.block${block}.first`, inner, { factor, residual: stream, out: before });
      weights(`head.block${block}.first`, head.entries[block].activated, inner);
      stream = before;
    }
    atLayer('head_input', stream);
    weights('head.input', input.joined, stream);

    // z needs no gradient: only the weight's rows behind it lead back to parameters.
    const from = input.z.columns;
    const joined = this.arena.allocate(batch, input.joined.columns - from);
    const { weight } = this.layers.get('head.input')!;
    const right = rowsOf(weight, from, joined.columns);
    this.jobs.push({ kind: 'product', form: 'transposedRight', left: stream, right, out: joined });
    const part = ({ column, columns }: Matrix) => columnsOf(joined, column - from, columns);
    this.branchBackward('time', part(input.time), times.time, first(pass.time), into);
    this.branchBackward('reference', part(input.reference), times.reference, first(pass.reference), into);

    const conditionGradient = part(input.condition);
    atLayer('condition', conditionGradient);
    const embeddingGradient = this.finishGradient(conditionGradient, first(encoded.embedding), first(input.condition));
    const observations = first(pass.observations);
    this.branchBackward('condition', embeddingGradient, encoded.hidden, observations, into, (hidden) =>
      atLayer('condition_hidden', hidden),
    );
  }

  private get isConditionFinished(): boolean {
    const { conditionNormalization, conditionScale } = this.architecture;
    return conditionNormalization !== 'none' || conditionScale !== 1;
  }

  private finishGradient(conditionGradient: Matrix, embedding: Matrix, condition: Matrix): Matrix {
    if (!this.isConditionFinished) return conditionGradient;
    const gradient = this.arena.allocate(conditionGradient.rows, conditionGradient.columns);
    const { architecture } = this;
    const job = { architecture, embedding, condition, conditionGradient, gradient };
    this.jobs.push({ kind: 'finishConditionGradient', ...job } satisfies FinishConditionGradient);
    return gradient;
  }

  /** The two layers of a branch, to its input, which needs no gradient. */
  private branchBackward(
    branch: 'time' | 'reference' | 'condition',
    gradient: Matrix,
    hidden: Activated,
    input: Matrix,
    into: NetworkMatrices,
    atHidden: (gradient: Matrix) => void = () => {},
  ): void {
    const rows = gradient.rows;
    const hiddenGradient = this.arena.allocate(rows, hidden.slope.columns);
    const factor = rowsOf(hidden.slope, 0, rows);
    this.inputGradient(`${branch}.output`, gradient, { factor, out: hiddenGradient });
    this.weightGradient(`${branch}.output`, rowsOf(hidden.activated, 0, rows), gradient, into);
    atHidden(hiddenGradient);
    this.weightGradient(`${branch}.hidden`, input, hiddenGradient, into);
  }

  private hidden(rows: number): Matrix {
    return this.arena.allocate(rows, this.architecture.hiddenSize);
  }

  private activatedLayer(name: string, left: Matrix): Activated {
    const { columns } = this.layers.get(name)!.weight;
    const [activated, slope] = [this.arena.allocate(left.rows, columns), this.arena.allocate(left.rows, columns)];
    this.layer(name, left, { activated, slope });
    return { activated, slope };
  }

  private layer(name: string, left: Matrix, epilogue: { [part: string]: Matrix | undefined }): void {
    const { weight: right, bias } = this.layers.get(name)!;
    this.jobs.push({ kind: 'product', form: 'plain', left, right, bias, ...epilogue });
  }

  /** As a layer, but without its bias; an input of fewer columns meets the weight's first rows. */
  private tangent(name: string, left: Matrix, epilogue: { [part: string]: Matrix | undefined }): void {
    const right = rowsOf(this.layers.get(name)!.weight, 0, left.columns);
    this.jobs.push({ kind: 'product', form: 'plain', left, right, ...epilogue });
  }

  private inputGradient(name: string, left: Matrix, epilogue: { [part: string]: Matrix | undefined }): void {
    const { weight: right } = this.layers.get(name)!;
    this.jobs.push({ kind: 'product', form: 'transposedRight', left, right, ...epilogue });
  }

  private weightGradient(name: string, left: Matrix, right: Matrix, into: NetworkMatrices): void {
    const { weight: out, bias: columnSums } = into.get(name)!;
    this.jobs.push({ kind: 'product', form: 'transposedLeft', left, right, out, columnSums });
  }
}
