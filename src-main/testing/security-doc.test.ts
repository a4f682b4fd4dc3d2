import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'docs');
const text = readFileSync(join(folder, 'security.md'), 'utf8');
/** A link to a file of tests and the name of one of them, in italics. */
const proofs = [...text.matchAll(/\]\(([^)]+\.(?:test|e2e)\.tsx?)\) \*([^*]+)\*/g)]
  .map(([, path = '', name = '']) => ({ path, name }));

describe('docs/security.md', () => {
  test('names a proof in every line that claims something, or says what is missing', () => {
    const rows = text.split('\n').filter((line) =>
      line.startsWith('| ') && !/^\|(-|\s*(rule|items|finding there)\b)/.test(line));
    expect(rows.length).toBeGreaterThan(40);
    const bare = rows.filter((line) => !/\) \*[^*]+\*/.test(line) && !line.includes('**Not**')
      && !line.includes('there is no installer'));
    expect(bare).toEqual([]);
  });

  test.each(proofs)('$name is tested in $path', ({ path, name }) => {
    expect(readFileSync(join(folder, path), 'utf8')).toContain(name);
  });
});
