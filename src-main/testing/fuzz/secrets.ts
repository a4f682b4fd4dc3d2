/** Looks for secrets of the sandbox in what a run left behind, as the bytes stand on the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataKeyFile } from '../../world/data-key-file.ts';
import type { World } from './world.ts';

/** Where secrets lie on purpose: the key of the folder, and the stand-ins' own side. */
const onPurpose: ReadonlySet<string> = new Set(['data.key', 'sandbox']);

/**
 * The name of each secret that stands in clear in a file of the data folder (database with its
 * WAL, backups, prepared files) or in a line of the log, and where. Empty is what is hoped for.
 */
export async function secretsInClear(world: World): Promise<readonly string[]> {
  const secrets = secretsOf(world);
  const places: (readonly [string, Buffer])[] = filesOf(world.folder, '')
    .map((name) => [name, readFileSync(join(world.folder, name))]);
  places.push(['the log', Buffer.from(world.logged.lines.join('\n'))]);
  return secrets.flatMap(([what, secret]) => places
    .filter(([, bytes]) => bytes.includes(secret))
    .map(([place]) => `${what} stands in clear in ${place}`));
}

function secretsOf({ credentials, app, keys, folder }: World): [string, Buffer | string][] {
  const standIns = app.sandbox?.standIns;
  const text = readFileSync(join(folder, 'data.key'), 'utf8').trim();
  const { key } = dataKeyFile(join(folder, 'data.key'));
  const given: [string, string | null | undefined][] = [
    ['the API key of the sandbox', credentials.apiKey],
    ['the key of the other marketplace', keys.other], ['the reading key', keys.reader],
    ['the webhook secret', credentials.webhookSecrets.jobs],
    ['Circle\'s API key', standIns?.circle.apiKey],
    ['Circle\'s entity secret', standIns?.circle.entitySecret],
    ['the key of the exchange', standIns?.exchange.apiKey],
    ['the token of the chain', standIns?.chain.token],
    ['the token of the sandbox', standIns?.control.token],
    ...credentials.operators.map(({ name, password }): [string, string] =>
      [`the password of ${name}`, password]),
    ['the data key', text],
  ];
  const shown = given.flatMap(([what, secret]): [string, string][] =>
    (secret === null || secret === undefined || secret.length < 8 ? [] : [[what, secret]]));
  // A webhook secret is used as the bytes behind its prefix.
  const bytes = Buffer.from(credentials.webhookSecrets.jobs.slice('whsec_'.length), 'base64');
  return [
    ...shown, ['the bytes of the webhook secret', bytes],
    ['the bytes of the data key', Buffer.from(key)],
  ];
}

function filesOf(folder: string, under: string): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = join(under, entry.name);
    if (onPurpose.has(name)) return [];
    return entry.isDirectory() ? filesOf(folder, name) : entry.isFile() ? [name] : [];
  });
}
