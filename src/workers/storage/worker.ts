/** @file A storage worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { openDatabase } from './database.ts';
import { RunStorage } from './runStorage.ts';
import { serveStorage } from './service.ts';
import { chooseSlotFiles } from './slotFiles.ts';

async function openStorage(): Promise<RunStorage> {
  const database = await openDatabase();
  const { files, problem } = await chooseSlotFiles(database);
  return new RunStorage(database, files, problem);
}

serveStorage(selfPort(), openStorage);
