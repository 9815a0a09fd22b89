/** @file The projection worker's contract: embeddings in, two-dimensional layouts out. */

export type ProjectionService = {
  requests: {
    /**
     * Takes new embeddings. PCA answers at once, on axes that stay fixed for the run; t-SNE moves on from the last
     * layout and comes as events while it settles.
     */
    project: { input: ProjectionInput; output: ProjectionLayout };
    /** Forgets axes and layout: a new run begins. */
    reset: { input: { seed: number }; output: undefined };
  };
  events: {
    layout: ProjectionLayout;
  };
};

export interface ProjectionInput {
  readonly step: number;
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Float32Array;
}

export interface ProjectionLayout {
  readonly step: number;
  readonly method: 'pca' | 'tsne';
  /** `[count, 2]`; of t-SNE at a fixed size: root mean square distance from the centre 1 */
  readonly points: Float32Array;
  /** t-SNE iterations so far; 0 for PCA */
  readonly iteration: number;
}
