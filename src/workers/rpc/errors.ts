/** @file Errors that cross a port, and the one that says nobody is there any more. */
import type { SerialisedError } from './protocol.ts';

/** The worker threw outside a request, exited, closed its port, or stopped answering. What was pending is lost. */
export class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
}

export function serialiseError(error: unknown): SerialisedError {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** An Error of the same name and message; its class is not restored, so ask for `error.name`. */
export function reviveError({ name, message, stack }: SerialisedError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
