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
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>();
  private readonly ready = new Map<string, GPUComputePipeline>();
  private readonly layout: { readonly plain: GPUPipelineLayout; readonly training: GPUPipelineLayout };

  /** The pipelines of a device, one set for all machines on it. */
  static of(device: GPUDevice): Pipelines {
    const known = Pipelines.ofDevices.get(device);
    if (known) return known;
    const made = new Pipelines(device);
    Pipelines.ofDevices.set(device, made);
    return made;
  }

  private constructor(private readonly device: GPUDevice) {
    this.layouts = {
      memory: layoutOf(device, ['storage', 'read-only-storage']),
      training: layoutOf(device, ['storage', 'read-only-storage', 'read-only-storage', 'storage']),
    };
    const { memory, training } = this.layouts;
    this.layout = {
      plain: device.createPipelineLayout({ bindGroupLayouts: [memory] }),
      training: device.createPipelineLayout({ bindGroupLayouts: [memory, training] }),
    };
  }

  /** Compiles kernels side by side, those that are not yet. @throws Error where one is refused */
  async compile(kernels: readonly Kernel[]): Promise<void> {
    await Promise.all(kernels.map((kernel) => this.compileOne(kernel)));
  }

  /** A kernel that may not have been compiled before: then the device compiles it when it is first needed. */
  get(kernel: Kernel): GPUComputePipeline {
    const known = this.ready.get(kernel.source);
    if (known) return known;
    const made = this.device.createComputePipeline(this.describe(kernel));
    this.ready.set(kernel.source, made);
    return made;
  }

  private compileOne(kernel: Kernel): Promise<GPUComputePipeline> {
    const known = this.compiled.get(kernel.source);
    if (known) return known;
    const promise = this.device.createComputePipelineAsync(this.describe(kernel)).then((pipeline) => {
      this.ready.set(kernel.source, pipeline);
      return pipeline;
    });
    this.compiled.set(kernel.source, promise);
    return promise;
  }

  private describe({ name, source, isTraining }: Kernel): GPUComputePipelineDescriptor {
    const module = this.device.createShaderModule({ label: name, code: source });
    const layout = isTraining ? this.layout.training : this.layout.plain;
    return { label: name, layout, compute: { module, entryPoint: 'main' } };
  }
}

function layoutOf(device: GPUDevice, types: readonly GPUBufferBindingType[]): GPUBindGroupLayout {
  const visibility = GPUShaderStage.COMPUTE;
  return device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
  });
}
