import { BrowserWindow as Window } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { callNames, channelOf } from '../contract/channels.ts';
import { lines } from '../contract/contract.ts';
import type { Dispatch } from '../contract/handlers.ts';
import { handlers } from '../testing/electron-stub.ts';
import { answerCalls, stopAnswering, tellWindow } from './ipc.ts';

vi.mock('electron', () => import('../testing/electron-stub.ts'));

const caller = { sessionId: 'window', host: 'electron' } as const;

function open(): { window: Window; dispatch: ReturnType<typeof vi.fn<Dispatch>> } {
  const window = new Window({});
  const dispatch = vi.fn<Dispatch>(() => Promise.resolve({ ok: true, value: 'answer' }));
  answerCalls(window, dispatch, caller);
  return { window, dispatch };
}

function call(name: string, event: unknown, input: unknown = {}): unknown {
  return handlers.get(channelOf(name))?.(event, input);
}

describe('calls from the window', () => {
  test('are answered for every line of the contract and no other', () => {
    open();
    expect([...handlers.keys()].toSorted()).toEqual([...lines.keys()].map(channelOf).toSorted());
    stopAnswering();
    expect(handlers.size).toBe(0);
  });

  test('reach the dispatcher with their input and their caller', async () => {
    const { window, dispatch } = open();
    const senderFrame = window.webContents.mainFrame;
    const answer = await call('payments.get', { senderFrame }, { paymentId: 'pay_1' });
    expect(answer).toEqual({ ok: true, value: 'answer' });
    expect(dispatch).toHaveBeenCalledWith('payments.get', { paymentId: 'pay_1' }, caller);
  });

  test.each([
    ['from no frame', { senderFrame: null }],
    ['from another frame of our page', { senderFrame: { url: 'app://console/' } }],
    ['from a stranger', { senderFrame: { url: 'https://example.com/' } }],
  ])('are refused %s', (_case, event) => {
    const { dispatch } = open();
    for (const name of callNames) expect(() => call(name, event)).toThrow('refused');
    expect(dispatch).not.toHaveBeenCalled();
  });

  test('are refused when the main frame shows another host of our scheme', () => {
    const { window, dispatch } = open();
    Reflect.set(window.webContents.mainFrame, 'url', 'app://elsewhere/');
    const event = { senderFrame: window.webContents.mainFrame };
    expect(() => call('payments.get', event)).toThrow('refused');
    expect(dispatch).not.toHaveBeenCalled();
  });
});

test('a window that is gone is told nothing', () => {
  const { window } = open();
  const send = vi.spyOn(window.webContents, 'send');
  tellWindow(window, 'halted', { reason: 'disk full' });
  Reflect.set(window, 'destroyed', true);
  tellWindow(window, 'halted', { reason: 'disk full' });
  expect(send.mock.calls).toEqual([[channelOf('halted'), { reason: 'disk full' }]]);
});
