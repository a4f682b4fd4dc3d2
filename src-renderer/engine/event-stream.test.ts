import { describe, expect, test, vi } from 'vitest';
import { useConnection } from '../stores/connection.ts';
import { createFeed, startEventStream } from './event-stream.ts';

type Heard = [name: string, payload: unknown];

function feeding(...parts: readonly string[]): Heard[] {
  const heard: Heard[] = [];
  const feed = createFeed((name, payload) => heard.push([name, payload]));
  for (const part of parts) feed(part);
  return heard;
}

describe('the stream of events', () => {
  const line = 'event: session\ndata: {"phase":"locked"}\n\n';

  test('is read whole however it is cut', () => {
    for (let cut = 1; cut < line.length; cut += 1) {
      expect(feeding(line.slice(0, cut), line.slice(cut)))
        .toEqual([['session', { phase: 'locked' }]]);
    }
  });

  test('ignores heartbeats, unknown events and what is no JSON', () => {
    expect(feeding(': beat\n\n', 'event: gossip\ndata: {}\n\n', line)).toHaveLength(1);
    expect(feeding('event: session\ndata: {broken\n\n')).toEqual([['session', undefined]]);
  });

  test('takes lines that end as on Windows', () => {
    expect(feeding(line.replaceAll('\n', '\r\n'))).toHaveLength(1);
  });

  test('is opened again after it broke, and says that it was away', async () => {
    vi.useFakeTimers();
    const before = useConnection.getState().resumed;
    const ends: (() => void)[] = [];
    const stop = startEventStream({
      hear: () => undefined,
      open: () => Promise.resolve(new Response(new ReadableStream({
        start: (controller) => { ends.push(() => controller.close()); },
      }))),
    });
    await vi.advanceTimersByTimeAsync(1);
    expect(useConnection.getState().state).toBe('online');
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(useConnection.getState().state).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(300);
    expect(useConnection.getState())
      .toEqual({ state: 'online', resumed: before + 1, lostAt: null, retryAt: null });
    stop();
    vi.useRealTimers();
  });

  test('is given up when the door knows the session no more', async () => {
    vi.useFakeTimers();
    const open = vi.fn(() => Promise.resolve(new Response('{}', { status: 401 })));
    const heard: string[] = [];
    startEventStream({ hear: (name) => heard.push(name), open });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(open).toHaveBeenCalledOnce();
    expect(heard).toEqual(['session']);
    vi.useRealTimers();
  });

  test('is called offline after several tries without an answer', async () => {
    vi.useFakeTimers();
    const open = vi.fn(() => Promise.reject(new TypeError('fetch failed')));
    const stop = startEventStream({ hear: () => undefined, open });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(useConnection.getState().state).toBe('offline');
    expect(open.mock.calls.length).toBeLessThan(10);
    stop();
    vi.useRealTimers();
  });
});
