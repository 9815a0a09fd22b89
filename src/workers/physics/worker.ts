/** @file A physics worker's entry in a browser. */
import { selfPort } from '../rpc/ports.ts';
import { servePhysics } from './service.ts';

servePhysics(selfPort());
