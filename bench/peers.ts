import { findPackageJSON } from 'node:module';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';

/** A peer of B2 or B3, and what it needs on this machine. */
type Peer = {
  readonly part: 'B2' | 'B3'; readonly name: string; readonly module: string;
  readonly program: string | null;
};

const peers: readonly Peer[] = [
  { part: 'B2', name: 'DBOS on PostgreSQL', module: '@dbos-inc/dbos-sdk', program: 'postgres' },
  { part: 'B2', name: 'Restate', module: '@restatedev/restate-sdk', program: 'restate-server' },
  { part: 'B3', name: 'BullMQ (appendfsync always)', module: 'bullmq', program: 'redis-server' },
  { part: 'B3', name: 'plainjob (FULL)', module: 'plainjob', program: null },
  { part: 'B3', name: 'graphile-worker', module: 'graphile-worker', program: 'postgres' },
  { part: 'B3', name: 'pg-boss', module: 'pg-boss', program: 'postgres' },
];
