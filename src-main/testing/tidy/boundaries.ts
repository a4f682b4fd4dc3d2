import type { Source } from './sources.ts';

/** One row of STYLE's table: what a folder may import, and what is said when it imports more. */
export type Boundary = {
  readonly name: string;
  readonly covers: RegExp;
  /** Own files it may import, besides those of its own folder (see `self`). */
  readonly may: readonly RegExp[];
  /** Which own files count as its own folder; the default is everything the row covers. */
  readonly self?: (path: string, target: string) => boolean;
  /** Modules of others (packages and node) that it must not import. */
  readonly never: readonly RegExp[];
  readonly why: string;
};

const anyModule = /./;
const node = /^node:/;
const electron = /^electron($|\/)/;
const driver = /^better-sqlite3$/;
const storage = /^(better-sqlite3|drizzle-orm)($|\/)/;
const server = /^(hono|@hono\/.*)($|\/)/;

const domain = /^src-main\/engine\/domain\//;
const contract = /^src-main\/contract\//;
const ports = /^src-main\/engine\/(ports|lists)\.ts$/;
/** The engine as listener and window see it: types of commands and queries, no rules. */
const seam = /^src-main\/engine\/(ports|lists|api)\.ts$/;
const railPort = /^src-main\/rails\/rail\.ts$/;
/** Used by two rails, so it lives in their common parent; the registry knows them all. */
const railShared = /^src-main\/rails\/(?!rail\.|registry\.)[a-z-]+\.ts$/;

/** STYLE.md, "Boundaries". Tests may import what they test with; nothing may import a test. */
export const boundaries: readonly Boundary[] = [
  {
    name: 'engine/domain',
    covers: domain,
    may: [],
    never: [anyModule],
    why:
      'The domain is pure: no I/O, no packages, no clock, so that every rule can be walked by a ' +
      'table. Take what you need as an argument.',
  },
  {
    name: 'contract',
    covers: contract,
    may: [domain],
    never: [/^(?!zod$)/],
    why:
      'The contract is loaded by the window as well: whatever it imports ends up there. It knows ' +
      'the domain and zod, nothing else.',
  },
  {
    name: 'engine',
    covers: /^src-main\/engine\/(?!domain\/)/,
    may: [domain, contract, railPort],
    never: [electron, storage, server],
    why:
      'The engine starts under plain Node with any store and any rail. Ask through ' +
      '`engine/ports.ts`; app.ts hands over the store and the rails.',
  },
  {
    name: 'db',
    covers: /^src-main\/db\//,
    may: [domain, ports],
    never: [electron, server],
    why: 'The store keeps what the engine decided. If SQL needs a rule, it belongs to the domain.',
  },
  {
    name: 'sandbox',
    covers: /^src-main\/sandbox\//,
    may: [/^src-main\/engine\/domain\/(money|result|refusals)\.ts$/],
    never: [electron, storage],
    why:
      'The stand-ins judge the engine, so they share nothing with it but money. Model the ' +
      'provider from its documents instead of importing our idea of it.',
  },
  {
    name: 'rails/<one>',
    covers: /^src-main\/rails\/[^/]+\//,
    self: (path, target) => target.startsWith(path.split('/').slice(0, 3).join('/') + '/'),
    may: [domain, railPort, railShared],
    never: [electron, storage, server],
    why:
      'A rail translates between one provider and the domain. It knows no store, no engine and ' +
      'no other rail, so that it can be added or removed as one folder.',
  },
  {
    name: 'rails (what they share)',
    covers: railShared,
    may: [domain, railPort],
    never: [electron, storage, server],
    why: 'What rails share is as ignorant as a rail is: it knows the domain and the port.',
  },
  {
    name: 'rails/rail.ts',
    covers: railPort,
    may: [domain],
    never: [anyModule],
    why: 'The port of the rails speaks in the domain only; every rail and the engine depend on it.',
  },
  {
    name: 'listener',
    covers: /^src-main\/(listener|console-server)\//,
    may: [contract, seam],
    never: [electron, storage],
    why:
      'It admits, authenticates and hands over. A rule written here would not hold in the ' +
      'window; put it into the domain and reach it through the engine that it is given.',
  },
  {
    name: 'shell',
    covers: /^src-main\/shell\//,
    may: [contract, seam],
    never: [storage, server],
    why: 'The shell is the window and the keychain. Rules and SQL belong to the engine and to db.',
  },
  {
    name: 'src-preload',
    covers: /^src-preload\//,
    may: [contract],
    never: [/^(?!electron$)/],
    why: 'The preload runs beside untrusted pages: it turns the contract into functions, no more.',
  },
  {
    name: 'src-renderer',
    covers: /^src-renderer\//,
    may: [contract],
    never: [electron, node, driver, storage, server],
    why:
      'The renderer is a browser page. It hears and says only what the contract holds; a view ' +
      'that lacks something gets a field in the contract.',
  },
];

/** Sentences for each import that a folder may not have. */
export function boundaryBreaches(boundary: Boundary, source: Source): string[] {
  if (!boundary.covers.test(source.path) || isTest(source.path)) return [];
  return source.imports
    .filter(({ target, own }) =>
      own ? !mayImport(boundary, source.path, target) : isBanned(boundary, target),
    )
    .map(({ target, line }) => `${source.path}:${line} imports ${target}. ${boundary.why}`);
}

function mayImport(boundary: Boundary, path: string, target: string): boolean {
  if (isTest(target)) return false;
  const self = boundary.self ?? ((_path: string, other: string) => boundary.covers.test(other));
  return self(path, target) || boundary.may.some((pattern) => pattern.test(target));
}

function isBanned(boundary: Boundary, module: string): boolean {
  return boundary.never.some((pattern) => pattern.test(module));
}

/** Only these may import electron; importing it under plain Node starts a download. */
const electronRooms = [/^src-main\/shell\//, /^src-main\/desktop\.ts$/, /^src-preload\//];

export function electronBreaches(source: Source): string[] {
  if (electronRooms.some((room) => room.test(source.path))) return [];
  return importsOf(source, electron).map(
    (line) =>
      `${source.path}:${line} imports electron. Only src-main/shell, desktop.ts and the preload ` +
      'may: anything else must start under plain Node. Take what you need as a port.',
  );
}

export function driverBreaches(source: Source): string[] {
  if (source.path === 'src-main/db/open.ts') return [];
  return importsOf(source, driver).map(
    (line) =>
      `${source.path}:${line} imports better-sqlite3. Only db/open.ts opens the store, because ` +
      'the pragmas that keep a commit durable are set there and nowhere else.',
  );
}

function importsOf(source: Source, module: RegExp): number[] {
  return source.imports
    .filter(({ target, own }) => !own && module.test(target))
    .map(({ line }) => line);
}

/** Tests, and what they share beside the code that they test (`test-rail.ts`). */
export function isTest(path: string): boolean {
  return /\.(test|e2e)\.tsx?$|\/test-[a-z-]+\.tsx?$/.test(path);
}
