/**
 * @file The worker that draws on a canvas, from the page's side.
 *
 * A canvas can hand its drawing to a worker only once. So the worker stays with its canvas for a moment after a viewer
 * let go of it, for another viewer on the same canvas to take over; React's strict mode makes and drops one that way.
 */
import type { ViewerCommand, ViewerReport } from './protocol.ts';
import { Pulse } from './pulse.ts';

/** Milliseconds */
const graceTime = 1000;

const byCanvas = new WeakMap<HTMLCanvasElement, DrawingWorker>();

export class DrawingWorker {
  onReport: (report: ViewerReport) => void = () => {};
  /** It will never draw again: another canvas needs another worker. */
  onDeath: () => void = () => {};
  private readonly worker: Worker;
  private ending: ReturnType<typeof setTimeout> | undefined;
  private readonly pulse = new Pulse(
    () => this.post({ type: 'ping' }),
    () => this.die(),
  );
  private hasEnded = false;

  /** @throws Error where the canvas cannot be drawn on by a worker, or its viewer was disposed of a while ago */
  static of(canvas: HTMLCanvasElement): DrawingWorker {
    const worker = byCanvas.get(canvas) ?? new DrawingWorker(canvas);
    if (worker.hasEnded) throw new Error('the viewer of this canvas was disposed of; make another canvas.');
    byCanvas.set(canvas, worker);
    clearTimeout(worker.ending);
    return worker;
  }

  private constructor(canvas: HTMLCanvasElement) {
    if (!canvas.transferControlToOffscreen) throw new Error('this browser cannot draw in a worker (OffscreenCanvas).');
    const offscreen = canvas.transferControlToOffscreen();
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'viewer' });
    this.worker.addEventListener('message', ({ data }: MessageEvent<ViewerReport>) => {
      this.pulse.hear();
      this.onReport(data);
    });
    this.worker.addEventListener('error', ({ message }) => {
      this.onReport({ type: 'failure', message: message || 'the drawing code could not be loaded.' });
    });
    this.post({ type: 'start', canvas: offscreen }, [offscreen]);
  }

  post(command: ViewerCommand, transfer: Transferable[] = []): void {
    this.worker.postMessage(command, transfer);
  }

  /** The viewer needs it no more; it ends soon unless another one takes over. */
  release(): void {
    this.onReport = () => {};
    this.onDeath = () => {};
    this.post({ type: 'clear' });
    this.ending = setTimeout(() => this.end(), graceTime);
  }

  private die(): void {
    this.end();
    this.onDeath();
  }

  private end(): void {
    this.hasEnded = true;
    this.pulse.stop();
    this.worker.terminate();
  }
}
