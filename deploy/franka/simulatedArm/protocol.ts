/** @file What the simulated arm and its runner say to each other: JSON lines over a local socket. */
import type { Socket } from 'node:net';
import * as v from 'valibot';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const numbers = v.pipe(v.array(finite), v.maxLength(1000));

const toArm = v.variant('type', [
  v.strictObject({ type: v.literal('reset'), seed: count }),
  /** Physical units */
  v.strictObject({ type: v.literal('command'), episode: count, action: numbers }),
  v.strictObject({ type: v.literal('stop') }),
]);

const toRunner = v.variant('type', [
  v.strictObject({
    type: v.literal('hello'),
    scene: v.string(),
    rateHz: finite,
    substeps: count,
    /** Seconds */
    timestep: finite,
    observationSize: count,
    actionSize: count,
    latencyMs: finite,
    jitterMs: finite,
    drop: finite,
    noise: finite,
  }),
  v.strictObject({
    type: v.literal('state'),
    /** Counts resets, from 1 */
    episode: count,
    /** Control steps since the reset */
    step: count,
    /** When it was measured, ms of the system's monotonic clock */
    time: finite,
    observation: numbers,
    joints: numbers,
    state: numbers,
  }),
  v.strictObject({
    type: v.literal('ended'),
    episode: count,
    success: v.boolean(),
    message: v.string(),
    /** Physics that was left out as the arm's process was not run in time, ms */
    slippedMs: finite,
  }),
  v.strictObject({ type: v.literal('refused'), message: v.string() }),
]);

export type ToArm = v.InferOutput<typeof toArm>;
export type ToRunner = v.InferOutput<typeof toRunner>;

/** No message comes near it. */
const longestLine = 100_000;

export function sendLine(socket: Socket, message: ToArm | ToRunner): void {
  if (!socket.destroyed && socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

export const readToArm = (socket: Socket, take: (message: ToArm) => void) => readLines(socket, toArm, take);
export const readToRunner = (socket: Socket, take: (message: ToRunner) => void) => readLines(socket, toRunner, take);

/** Hands over each message that was understood; what was not ends the connection with an error. */
function readLines<Message>(
  socket: Socket,
  schema: v.GenericSchema<unknown, Message>,
  take: (message: Message) => void,
): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    try {
      if (rest.length > longestLine) throw new Error('a line is too long');
      for (const line of lines) take(v.parse(schema, JSON.parse(line)));
    } catch (error) {
      socket.destroy(new Error(`a message on the socket was not understood: ${(error as Error).message}`));
    }
  });
}
