import { expect, test } from 'vitest';
import { importLimits } from '../../core/data/importers/limits.ts';
import { messagePort } from '../rpc/ports.ts';
import { FilesClient } from './client.ts';
import type { ImportScene } from './protocol.ts';
import { serveFiles } from './service.ts';

const scene: ImportScene = {
  id: 'lift',
  title: 'Lift',
  observation: [{ key: 'cube', size: 1 }],
  actionSize: 1,
  actionLimit: [-1, 1],
  controlHz: 10,
  metric: 'success',
  demonstrations: ['expert'],
};

function connect(): FilesClient {
  const { port1, port2 } = new MessageChannel();
  serveFiles(messagePort(port1));
  return new FilesClient(messagePort(port2), null);
}

test('a file that is too large is refused', async () => {
  const client = connect();
  const file = new Blob([new Uint8Array(importLimits.fileBytes + 1)]);
  const reading = client.call('import', { file, name: 'large.csv', scenes: [scene], id: 'own-large' });
  await expect(reading).rejects.toThrow('large.csv: it is 65 MB, expected at most 64 MB. Nothing was imported.');
  client.dispose();
});

test('what is wrong with a file arrives as the importers say it', async () => {
  const client = connect();
  const file = new Blob(['episode,cube[0],action[0]\n0,1,x']);
  const reading = client.call('import', { file, name: 'a.csv', scenes: [scene], id: 'own-a' });
  await expect(reading).rejects.toMatchObject({
    name: 'FileFormatError',
    message: 'a.csv: line 2, column 3 (action[0]) holds "x", expected a number from -1 to 1. Nothing was imported.',
  });
  client.dispose();
});
