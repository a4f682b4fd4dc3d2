import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, isFirstRun } from './data-folder.ts';

const people = '/people/ana';

describe('the data folder', () => {
  test.each([
    ['linux', {}, `${people}/.local/share/paydesk/sandbox`],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/paydesk/sandbox'],
    ['linux', { XDG_DATA_HOME: 'relative' }, `${people}/.local/share/paydesk/sandbox`],
    ['darwin', {}, `${people}/Library/Application Support/Paydesk/sandbox`],
    ['linux', { PAYDESK_DATA: '/chosen' }, '/chosen'],
  ] as const)('on %s with %o is %s', (platform, env, expected) => {
    expect(dataFolder('sandbox', { env, platform, home: people })).toBe(expected);
  });

  test('keeps real and sample data apart', () => {
    const system = { env: {}, platform: 'linux', home: people } as const;
    expect(dataFolder('live', system)).not.toBe(dataFolder('sandbox', system));
  });

  test('is new while nothing lies in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'paydesk-data-'));
    expect(isFirstRun(join(folder, 'missing'))).toBe(true);
    expect(isFirstRun(folder)).toBe(true);
    writeFileSync(join(folder, 'store'), '');
    expect(isFirstRun(folder)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
