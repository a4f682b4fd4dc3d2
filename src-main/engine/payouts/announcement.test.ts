import { expect, test } from 'vitest';
import { readTask } from './announcement.ts';

const task = {
  externalTaskId: 't-1', workerId: 'maya', completedAt: '2026-11-21T09:00:00Z', amount: 5,
};

test.each([
  ['a tower of brackets', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['half a character', JSON.stringify({ ...task, externalTaskId: 't\ud800' })],
  ['half a character where nobody reads', JSON.stringify({ ...task, note: '\udc00' })],
])('an announced task that holds %s is refused', (_what, body) => {
  expect(readTask({ body, bodyEncoding: 'utf-8', marketplaceId: 'mkt_1' })).toMatchObject({
    ok: false, refusal: { code: 'invalid_request' },
  });
});
