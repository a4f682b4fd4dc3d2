import { describe, expect, test } from 'vitest';
import { readAnnouncement } from './announcement.ts';

const announced = (reason: string) => readAnnouncement({
  bodyEncoding: 'utf-8',
  body: JSON.stringify({ type: 'job.failed', data: { job_id: 'job_1', reason } }),
});

describe('an announcement', () => {
  test('with half a character in its reason is refused', () => {
    expect(announced('a\ud800')).toMatchObject({
      ok: false, refusal: { code: 'invalid_request', message: expect.stringContaining('Unicode') },
    });
  });

  test('whose reason is cut inside a character keeps a whole text', () => {
    const read = announced(`${'x'.repeat(499)}👍`);
    if (!read.ok) throw new Error(read.refusal.message);
    expect(read.value.reason).toHaveLength(500);
    expect(read.value.reason.isWellFormed()).toBe(true);
  });
});
