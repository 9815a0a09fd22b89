/** @file Compiled kernels, kept as long as their device: a shader takes longer to compile than many steps take. */
import type { Kernel } from './kernel.ts';

export interface Layouts {
  /** The memory and a dispatch's table */
  readonly memory: GPUBindGroupLayout;
  /** `trainingBindings` */
  readonly training: GPUBindGroupLayout;
}

export class Pipelines {
  private static readonly ofDevices = new WeakMap<GPUDevice, Pipelines>();
  readonly layouts: Layouts;
  private readonly compiling = new Map<string, Promise<void>>();
  private readonly compiled = new Map<string, GPUComputePipeline>();
  private readonly plain: GPUPipelineLayout;
  private readonly training: GPUPipelineLayout;

  /** The pipelines of a device, one set for all machines on it. */
  static of(device: GPUDevice): Pipelines {
    const pipelines = Pipelines.ofDevices.get(device) ?? new Pipelines(device);
    Pipelines.ofDevices.set(device, pipelines);
    return pipelines;
  }

  private constructor(private readonly device: GPUDevice) {
    const memory = layoutOf(device, ['storage', 'read-only-storage']);
    const training = layoutOf(device, ['storage', 'read-only-storage', 'read-only-storage', 'storage']);
    this.layouts = { memory, training };
    this.plain = device.createPipelineLayout({ bindGroupLayouts: [memory] });
    this.training = device.createPipelineLayout({ bindGroupLayouts: [memory, training] });
  }

  /** @returns when all are compiled; null where they are. It rejects where the device refuses one */
  compile(kernels: readonly Kernel[]): Promise<unknown> | null {
    const missing = kernels.filter(({ source }) => !this.compiled.has(source));
    return missing.length === 0 ? null : Promise.all(missing.map((kernel) => this.compileOne(kernel)));
  }

  /** @param kernel compiled before */
  get({ source }: Kernel): GPUComputePipeline {
    return this.compiled.get(source)!;
  }

  private compileOne({ name, source, isTraining }: Kernel): Promise<void> {
    const known = this.compiling.get(source);
    if (known) return known;
    const module = this.device.createShaderModule({ label: name, code: source });
    const layout = isTraining ? this.training : this.plain;
    const compute = { module, entryPoint: 'main' };
    const compiling = this.device
      .createComputePipelineAsync({ label: name, layout, compute })
      .then((pipeline) => void this.compiled.set(source, pipeline));
    this.compiling.set(source, compiling);
    return compiling;
  }
}

function layoutOf(device: GPUDevice, types: readonly GPUBufferBindingType[]): GPUBindGroupLayout {
  const visibility = GPUShaderStage.COMPUTE;
  return device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
  });
}
