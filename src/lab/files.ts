/** @file The files that the page loads from beside itself. */

/** Reads a file, named relative to the page. Rejects with one sentence for a person. */
export type FetchFile = (path: string) => Promise<Uint8Array>;

export const fetchFile: FetchFile = async (path) => {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
  if (!response) throw new Error(`${path} could not be fetched: the server does not answer. Check the connection.`);
  // A server that answers every path with its start page sends HTML where there is no such file.
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || isPage) throw new Error(`${path} is not on the server (${response.ok ? 404 : response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
};

export const policyPath = (scene: string) => `policies/${scene}.policy`;
/** A policy to fine-tune from. @param id of one of the scene's starts */
export const startPath = (scene: string, id: string) => `policies/${scene}-${id}.policy`;
export const demonstrationPath = (scene: string, set: string) => `demonstrations/${scene}-${set}.demo`;
