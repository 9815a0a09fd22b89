/** @file Answers a projection worker's requests. */
import { fitPrincipalAxes, type PrincipalAxes, projectOnAxes } from '../../core/representation/pca.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import type { ProjectionInput, ProjectionLayout, ProjectionService } from './protocol.ts';
import { SettlingLayout } from './settlingLayout.ts';

/** Serves projections on a port, for one run at a time. */
export function serveProjection(port: Port): Server<ProjectionService> {
  const emit = (layout: ProjectionLayout) => server.emitLatest('layout', layout, [layout.points.buffer]);
  let axes: PrincipalAxes | null = null;
  let tsne = new SettlingLayout(0, emit);

  const server = serve<ProjectionService>(port, {
    project(input: ProjectionInput): ProjectionLayout {
      const { step, count, size, values } = input;
      // An embedding of another size is another network's, so the axes of the last one cannot be kept.
      if (axes?.size !== size) axes = fitPrincipalAxes(values, count, size);
      const points = projectOnAxes(axes, values, count);
      tsne.take(input);
      return { step, method: 'pca', points, iteration: 0 };
    },
    reset({ seed }) {
      tsne.stop();
      tsne = new SettlingLayout(seed, emit);
      axes = null;
    },
  });
  return server;
}
