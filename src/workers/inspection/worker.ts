/** @file An inspection worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { serveInspection } from './service.ts';

serveInspection(selfPort());
