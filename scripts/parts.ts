import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { shippedParts } from './licences.ts';

/**
 * `npm run parts`: what Paydesk is made of, into `out/parts`. `sbom.cdx.json` (CycloneDX, by npm),
 * `licences.csv`, and `audit.json`, what npm knows of their weaknesses, which is a report and fails
 * nothing; without a network it says that it was not made.
 */
const root = dirname(import.meta.dirname);
const folder = join(root, 'out', 'parts');
const AUDIT_MS_MAX = 60_000;
const severities = ['critical', 'high', 'moderate', 'low', 'info'] as const;
const counted = z.object({
  metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }),
});

mkdirSync(folder, { recursive: true });
const sbom = npm(['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']);
if (sbom.status !== 0) throw new Error(`npm made no list of parts: ${sbom.stderr}`);
writeFileSync(join(folder, 'sbom.cdx.json'), sbom.stdout);

const parts = shippedParts();
writeFileSync(join(folder, 'licences.csv'), ['name,version,licence', ...parts
  .map(({ name, version, licence }) => `${name},${version},"${licence}"`)].join('\n'));
process.stdout.write(`${parts.length} parts ship; their list and licences lie in out/parts\n`);

const audit = npm(['audit', '--omit=dev', '--json']);
const found = counted.safeParse(parsed(audit.stdout));
if (found.success) {
  writeFileSync(join(folder, 'audit.json'), audit.stdout);
  const { vulnerabilities } = found.data.metadata;
  const known = severities.flatMap((severity) => {
    const count = vulnerabilities[severity] ?? 0;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  process.stdout.write(`npm audit: ${known.join(', ') || 'nothing known'}\n`);
} else {
  process.stdout.write('NOT RUN npm audit: the registry gave no answer\n');
}

function npm(args: readonly string[]) {
  return spawnSync('npm', args, {
    cwd: root, encoding: 'utf8', timeout: AUDIT_MS_MAX, maxBuffer: 64 * 2 ** 20,
    shell: process.platform === 'win32',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
