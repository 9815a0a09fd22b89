/**
 * @file What a kernel of the WebGPU machine is: WGSL that runs all jobs of one kind in a dispatch.
 *
 * Each job has a record of 32-bit words that says where its matrices are. It is given a span of the workgroups, and a
 * workgroup looks up whose it is.
 */
import type { Matrix } from '../matrix.ts';

export interface Kernel {
  readonly name: string;
  /** WGSL with an entry point `main` */
  readonly source: string;
  /** Reads or writes what training has beside the memory: `trainingBindings` */
  readonly isTraining?: boolean;
}

/** One job's part of a dispatch. */
export interface Span {
  readonly workgroups: number;
  /** In the order of the record's fields */
  readonly fields: readonly Field[];
}

/** A whole number, or a real one where it is so marked. */
export type Field = number | { readonly real: number };

export interface Dispatch {
  readonly kernel: Kernel;
  readonly spans: readonly Span[];
}

/** Invocations of a workgroup. */
export const workgroupSize = 64;

/** In place of a matrix that is not there. */
export const absent = 0xffffffff;

/** Where a matrix begins and how far its rows are apart, in fours. */
export function placeInFours(matrix: Matrix | undefined): [offset: number, stride: number] {
  return matrix ? [matrix.offset / 4, matrix.stride / 4] : [absent, 0];
}

/** The same in floats. */
export function place(matrix: Matrix | undefined): [offset: number, stride: number] {
  return matrix ? [matrix.offset, matrix.stride] : [absent, 0];
}

/** @param invocations that a job asks for, each at its own place */
export function workgroupsFor(invocations: number): number {
  return Math.ceil(invocations / workgroupSize);
}

/**
 * What every kernel begins with.
 * @param element the memory as array of these: vec4<f32> or f32
 * @param fields names of a record's fields, `name: f32` where it is real
 */
export function preamble(element: 'vec4<f32>' | 'f32', fields: string): string {
  const declarations = fields.split(/[\s,]+/).map((field) => (field.includes(':') ? field : `${field}: u32`));
  return `
struct Job { start: u32, end: u32, ${declarations.join(', ')} }
@group(0) @binding(0) var<storage, read_write> memory: array<${element}>;
@group(0) @binding(1) var<storage, read> jobs: array<Job>;
const absent = ${absent}u;

fn jobOf(workgroup: u32) -> u32 {
  var job = 0u;
  while (workgroup >= jobs[job].end) { job++; }
  return job;
}

// The number of an invocation among those of its job.
fn placeOf(job: u32, workgroup: u32, local: u32) -> u32 {
  return (workgroup - jobs[job].start) * ${workgroupSize}u + local;
}
`
    .replaceAll('/**', '//')
    .replaceAll(' */', '');
}

/** The entry point of a kernel of independent invocations. @param body knows `job` and its own number `at` */
export function entry(body: string): string {
  return `
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let job = jobOf(workgroup.x);
  let at = placeOf(job, workgroup.x, local);
  ${body}
}
`;
}

/**
 * What training has beside the memory.
 *
 * state: the step's number, and how many steps have put their losses into the ring; data: the examples, then the
 * frequencies of the time embedding; rates: four numbers a step; losses: the ring, four numbers a step.
 */
export const trainingBindings = `
struct State { step: u32, count: u32 }
@group(1) @binding(0) var<storage, read_write> state: State;
@group(1) @binding(1) var<storage, read> data: array<f32>;
@group(1) @binding(2) var<storage, read> rates: array<vec4<f32>>;
@group(1) @binding(3) var<storage, read_write> losses: array<vec4<f32>>;
`;

/** A dispatch's table of records, as the kernel reads it. */
export function tableOf(spans: readonly Span[]): Uint32Array {
  let end = 0;
  const records = spans.map(({ workgroups, fields }) => {
    const start = end;
    end += workgroups;
    return [start, end, ...fields.map(wordOf)];
  });
  return Uint32Array.from(records.flat());
}

function wordOf(field: Field): number {
  return typeof field === 'number' ? field : new Uint32Array(Float32Array.of(field.real).buffer)[0];
}
