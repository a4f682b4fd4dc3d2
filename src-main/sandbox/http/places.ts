import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { PROVIDER_NAMES } from '../provider.ts';
import type { ProviderName } from '../provider.ts';

const PORT_NAMES = ['control', ...PROVIDER_NAMES] as const;
export type PortName = 'control' | ProviderName;

/** Port numbers by name; a missing one is remembered, or chosen by the system. */
export type SandboxPorts = { readonly [name in PortName]?: number };

/** What a data folder remembers so that a restart changes nothing for its callers. */
export type Places = {
  readonly ports: SandboxPorts;
  readonly controlToken: string;
  readonly exchangeApiKey: string;
  readonly chainToken: string;
  readonly circleApiKey: string;
  readonly circleEntitySecret: string;
  /** What the folder's chain runs on; null before it began. */
  readonly chain: 'anvil' | 'model' | null;
};

/** The file that should hold ports and secrets holds something else. */
export class PlacesError extends Error {
  override readonly name = 'PlacesError';
}

/** Reads the folder's ports and secrets; a folder without any gets fresh secrets and no ports. */
export function readPlaces(path: string, fresh: {
  secret(): string;
  /** The same in hex, 32 bytes. */
  hexSecret(): string;
}): Places {
  const text = readIfThere(path);
  if (text === null) {
    const places = {
      ports: {},
      controlToken: fresh.secret(),
      exchangeApiKey: fresh.secret(),
      chainToken: fresh.secret(),
      circleApiKey: circleKey(fresh.secret()),
      circleEntitySecret: fresh.hexSecret(),
      chain: null,
    };
    writePlaces(path, places);
    return places;
  }
  const fields = readFields(text);
  const secret = (name: string): string => {
    const value = fields.get(name);
    if (typeof value === 'string' && value.length >= 16) return value;
    throw unreadable(path);
  };
  if (fields.size === 0) throw unreadable(path);
  const ports: { [name in PortName]?: number } = {};
  const kept = fields.get('ports');
  const numbers = new Map<string, unknown>(
    typeof kept === 'object' && kept !== null ? Object.entries(kept) : [],
  );
  for (const name of PORT_NAMES) {
    const port = numbers.get(name);
    if (typeof port === 'number' && Number.isInteger(port) && port > 0) ports[name] = port;
  }
  // A folder that is older than the Circle stand-in gets its secrets now.
  const orFresh = (name: string, make: () => string): string =>
    fields.has(name) ? secret(name) : make();
  return {
    ports,
    controlToken: secret('controlToken'),
    exchangeApiKey: secret('exchangeApiKey'),
    chainToken: secret('chainToken'),
    circleApiKey: orFresh('circleApiKey', () => circleKey(fresh.secret())),
    circleEntitySecret: orFresh('circleEntitySecret', fresh.hexSecret),
    chain: (['anvil', 'model'] as const).find((name) => name === fields.get('chain')) ?? null,
  };
}

/** `PREFIX:ID:SECRET`, as Circle's keys for tests are written. */
function circleKey(secret: string): string {
  return `TEST_API_KEY:${secret.slice(0, 8)}:${secret}`;
}

/** Replaces the file whole, mode 0600: a crash leaves the old one or the new one. */
export function writePlaces(path: string, places: Places): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, `${JSON.stringify(places, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, path);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function readFields(text: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
}

function unreadable(path: string): PlacesError {
  return new PlacesError(
    `The sandbox's ports and secrets cannot be read from ${path}. Nothing was started. ` +
      'Restore the file, or remove it to get new ones.',
  );
}
