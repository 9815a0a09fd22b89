/** @file The files worker's contract: one file of a person in, a checked demonstration set out. */
import type { ImportScene } from '../../core/data/importers/columns.ts';
import type { ExampleFormat } from '../../core/data/importers/example.ts';
import type { ColumnRange, ImportSummary } from '../../core/data/importers/summary.ts';

export type { ColumnRange, ExampleFormat, ImportScene, ImportSummary };

/** Whatever is wrong with a file rejects with a `FileFormatError`: file, place, expected, found. */
export type FilesService = {
  requests: {
    import: { input: ImportRequest; output: ImportAnswer };
    /** A small, correct file of a scene */
    example: { input: ExampleRequest; output: { readonly text: string } };
  };
  events: Record<never, never>;
};

export interface ImportRequest {
  readonly file: Blob;
  /** The file's name, whose ending says the format */
  readonly name: string;
  /** The lab's scenes, the one that is meant first */
  readonly scenes: readonly ImportScene[];
  /** What the set is to be called */
  readonly id: string;
}

export interface ImportAnswer {
  /** The set in the lab's own format */
  readonly set: Blob;
  /** Of the person's file */
  readonly sha256: string;
  readonly summary: ImportSummary;
}

export interface ExampleRequest {
  /** A demonstration set of the scene, in the lab's own format */
  readonly set: Uint8Array;
  readonly scene: ImportScene;
  readonly format: ExampleFormat;
}
