/** @file Answers a board worker's requests: the same measurements as the command line's `bench`. */
import { type BoardLine, boardMeasurements, takeMeasurements } from '../../core/board/board.ts';
import type { BoardHome, BoardMeasurement } from '../../core/board/measurement.ts';
import { findGpuAdapter } from '../../core/policy/gpuAdapter.ts';
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve } from '../rpc/server.ts';
import type { BoardGpu, BoardService } from './protocol.ts';

/** A step of a large network on a GPU in software cannot be interrupted; in seconds. */
const longestSilence = 120;

export interface BoardPlace {
  readonly home: BoardHome;
  /** Those that can be asked for */
  readonly measurements?: readonly BoardMeasurement[];
}

export function serveBoard(port: Port, { home, measurements = boardMeasurements }: BoardPlace): Server<BoardService> {
  const server = serve<BoardService>(port, {
    look: describeGpu,
    async measure({ measurements: names, backends, rounds }, { signal, progress }) {
      server.askPatience(longestSilence);
      const rest = async () => {
        await home.rest();
        signal.throwIfAborted();
      };
      await takeMeasurements(
        measurements.filter(({ name }) => (names as readonly string[]).includes(name)),
        { ...home, rest, backends, rounds },
        {
          begin: (standing) => progress({ kind: 'begin', ...standing }),
          print: (line) => progress({ kind: 'line', line: line as BoardLine }),
        },
      );
      return undefined;
    },
  });
  return server;
}

async function describeGpu(): Promise<BoardGpu> {
  if (!navigator.gpu) return { adapter: null, problem: 'This browser offers no WebGPU here.' };
  const adapter = await findGpuAdapter();
  if (adapter) return { adapter, problem: null };
  return { adapter: null, problem: 'This browser has WebGPU, but no GPU that it would use.' };
}
