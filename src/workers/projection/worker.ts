/** @file A projection worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { serveProjection } from './service.ts';

serveProjection(selfPort());
