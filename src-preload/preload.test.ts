import { beforeAll, describe, expect, test, vi } from 'vitest';
import { callNames, channelOf, eventNames } from '../src-main/contract/channels.ts';

const page = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, Record<string, (input: unknown) => unknown>>>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, (event: unknown, payload: unknown) => void>(),
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: never) => void page.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => Promise.resolve(page.invoked.push(args)),
    on: (channel: string, hear: never) => void page.listeners.set(channel, hear),
    off: (channel: string) => void page.listeners.delete(channel),
  },
}));

beforeAll(async () => {
  await import('./preload.ts');
});

describe('the preload', () => {
  test('exposes the contract and nothing else, frozen', () => {
    expect([...page.exposed.keys()]).toEqual(['engine']);
    const engine = page.exposed.get('engine') ?? {};
    const { on, ...nouns } = engine;
    const names = Object.entries(nouns).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    expect(names.toSorted()).toEqual([...callNames].toSorted());
    expect(Object.keys(on ?? {})).toEqual(eventNames);
    expect([engine, ...Object.values(engine)].every(Object.isFrozen)).toBe(true);
  });

  test('passes only the input of a call, whatever else it is given', async () => {
    const release = page.exposed.get('engine')?.['payments']?.['release'];
    await release?.({ paymentId: 'pay_1' });
    expect(page.invoked).toEqual([[channelOf('payments.release'), { paymentId: 'pay_1' }]]);
  });

  test('hands a listener the payload without the event, until it stops', () => {
    const heard: unknown[] = [];
    const stop = page.exposed.get('engine')?.['on']?.['changed']?.((...args: unknown[]) => {
      heard.push(args);
    });
    page.listeners.get(channelOf('changed'))?.({ sender: 'secret' }, { nouns: ['payments'] });
    expect(heard).toEqual([[{ nouns: ['payments'] }]]);
    (stop as () => void)();
    expect(page.listeners.size).toBe(0);
  });
});
