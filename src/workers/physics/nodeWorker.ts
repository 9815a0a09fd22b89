/** @file A physics worker's entry as a node worker thread. */
import { parentThreadPort } from '../rpc/nodePorts.ts';
import { servePhysics } from './service.ts';

servePhysics(parentThreadPort());
