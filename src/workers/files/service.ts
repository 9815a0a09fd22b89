/** @file Answers a files worker's requests. */
import { fileHash } from '../../core/data/container.ts';
import { decodeDemonstrations, encodeDemonstrations } from '../../core/data/demonstrations.ts';
import { writeExample } from '../../core/data/importers/example.ts';
import { importDemonstrations, refuseSize } from '../../core/data/importers/importDemonstrations.ts';
import { importLimits } from '../../core/data/importers/limits.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import type { FilesService } from './protocol.ts';

export function serveFiles(port: Port): Server<FilesService> {
  return serve<FilesService>(port, {
    async import({ file, name, scenes, id }) {
      // Before a byte of it is read
      if (file.size > importLimits.fileBytes) refuseSize(name, file.size);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { set, summary } = importDemonstrations(bytes, name, scenes, id);
      return { set: new Blob([encodeDemonstrations(set)]), sha256: fileHash(bytes), summary };
    },
    example({ set, scene, format }) {
      return { text: writeExample(decodeDemonstrations(set, `${scene.id}.demo`), scene, format) };
    },
  });
}
