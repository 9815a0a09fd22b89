/** @file A files worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { serveFiles } from './service.ts';

serveFiles(selfPort());
