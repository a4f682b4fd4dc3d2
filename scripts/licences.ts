import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** A package that ships with Paydesk, as the lock names it. */
export type Part = { readonly name: string; readonly version: string; readonly licence: string };

const root = dirname(import.meta.dirname);

const lockShape = z.object({
  packages: z.record(z.string(), z.object({
    version: z.string().optional(), license: z.string().optional(),
    dev: z.boolean().optional(), devOptional: z.boolean().optional(),
  })),
});

/** Licences under which a part may be handed on together with Apache-2.0 code. */
const allowed: ReadonlySet<string> = new Set([
  'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Python-2.0', 'OFL-1.1',
]);

/** Packages that say their licence in their files alone; read by a person, at this version. */
const readByUs: Readonly<Record<string, string>> = {
  'only@0.0.2': 'MIT', 'png-js@2.0.0': 'MIT',
};

/** Every package of the lock that is no tool of the developers, by name. */
export function shippedParts(): readonly Part[] {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const { packages } = lockShape.parse(JSON.parse(text));
  return Object.entries(packages).flatMap(([path, { version = '', license, dev, devOptional }]) => {
    if (path === '' || dev === true || devOptional === true) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? readByUs[`${name}@${version}`] ?? licenceOfFile(path);
    return [{ name, version, licence }];
  }).toSorted((a, b) => a.name < b.name ? -1 : 1);
}

/** The licence whose text lies in the package; empty where none is known. */
function licenceOfFile(path: string): string {
  const folder = join(root, path);
  if (!existsSync(folder)) return '';
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  return /Apache License\s+Version 2\.0/.test(text) ? 'Apache-2.0' : '';
}

/** Whether a part under this expression (SPDX: `A OR B`, `A AND B`) may be handed on. */
export function mayShip(licence: string): boolean {
  const any = licence.replace(/[()]/g, '').split(' OR ');
  return any.some((all) => all.split(' AND ').every((one) => allowed.has(one.trim())));
}
