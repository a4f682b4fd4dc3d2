import { BrowserWindow as Window } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Dispatch } from '../contract/handlers.ts';
import { notifications, trays } from '../testing/electron-stub.ts';
import { createOutside } from './outside.ts';
import { createSpeech } from './speech.ts';
import { createTray } from './tray.ts';

vi.mock('electron', () => import('../testing/electron-stub.ts'));

const caller = { sessionId: 'window', host: 'electron' } as const;

type Entry = { readonly key: string; readonly read?: boolean };
/** What the engine answers; null: nobody is signed in. */
let inbox: readonly Entry[] | null = [];
const opened: string[] = [];

const dispatch: Dispatch = (name) => {
  if (inbox === null) {
    return Promise.resolve({
      ok: false, refusal: { code: 'unauthenticated', message: 'Sign in.', details: {} },
    });
  }
  const unread = inbox.filter(({ read }) => read !== true).length;
  return Promise.resolve({
    ok: true,
    value: name === 'inbox.unread' ? { needsMe: unread, forInformation: 2 } : {
      items: inbox.map(({ key, read = false }) => ({
        key, read, kind: 'outcome-unclear', text: '0.5 BTC to Ana Lima', at: 1,
        path: `/payments/${key}`,
      })),
      next: null,
    },
  });
};

function stand() {
  const window = new Window({});
  const openPath = (path: string): void => void opened.push(path);
  const speech = createSpeech();
  const tray = createTray({ title: 'Paydesk', speech, openPath, quit: vi.fn() });
  const outside = createOutside({
    dispatch, caller, window, words: speech.words, openPath, showTray: tray.show,
  });
  /** As the page tells it, on its way to an engine that takes it or not. */
  const speak = async (language: string, takes = true): Promise<void> => {
    const refusal = { code: 'invalid_request', message: '', details: {} } as const;
    const engine: Dispatch = () =>
      Promise.resolve(takes ? { ok: true, value: {} } : { ok: false, refusal });
    await speech.learningFrom(engine)('session.speak', { language }, caller);
  };
  const change = async (noun = 'attention'): Promise<void> => {
    outside.heard('changed', { nouns: [noun], paymentIds: [], at: 1 });
    await new Promise(setImmediate);
  };
  return { window, outside, change, speak, tray: trays.at(-1), remove: tray.remove };
}

beforeEach(() => {
  inbox = [];
  notifications.length = 0;
  opened.length = 0;
});

describe('a desktop notification', () => {
  test('tells of what newly needs a person, without names or amounts, in silence', async () => {
    const { change } = stand();
    await change();
    inbox = [{ key: 'pay_1' }];
    await change();
    expect(notifications.map(({ options }) => options)).toEqual([
      { title: 'Paydesk', body: 'An outcome is not known', silent: true },
    ]);
    await change();
    expect(notifications).toHaveLength(1);
  });

  test('opens what it is about when it is clicked', async () => {
    const { change } = stand();
    await change();
    inbox = [{ key: 'pay_1' }];
    await change();
    notifications[0]?.emit('click');
    expect(opened).toEqual(['/payments/pay_1']);
  });

  test('is not shown while the window is in front, nor later for the same', async () => {
    const { change, window } = stand();
    await change();
    Object.assign(window, { focused: true });
    inbox = [{ key: 'pay_1' }];
    await change();
    Object.assign(window, { focused: false });
    await change();
    expect(notifications).toEqual([]);
  });

  test('tells of many as a number', async () => {
    const { change } = stand();
    await change();
    inbox = ['a', 'b', 'c', 'd'].map((key) => ({ key }));
    await change();
    expect(notifications.map(({ options }) => options.body)).toEqual(['4 more need a person']);
    notifications[0]?.emit('click');
    expect(opened).toEqual(['/inbox']);
  });

  test('is not shown for what stood there before, nor to nobody', async () => {
    inbox = [{ key: 'pay_1' }];
    const { change } = stand();
    await change();
    inbox = null;
    await change();
    inbox = [{ key: 'pay_1' }, { key: 'pay_2' }];
    await change();
    expect(notifications).toEqual([]);
  });

  test('waits for a change of the inbox', async () => {
    const { change } = stand();
    await change();
    inbox = [{ key: 'pay_1' }];
    await change('payments');
    expect(notifications).toEqual([]);
  });
});

describe('the tray', () => {
  test('says what needs me and leads there', async () => {
    inbox = [{ key: 'pay_1' }];
    const { change, tray } = stand();
    await change();
    expect(tray?.toolTip).toBe('Paydesk: 1 needs you');
    expect(tray?.menu.map(({ label }) => label)).toEqual([
      '1 needs you', '2 for information', undefined, 'Open Paydesk', 'Quit Paydesk',
    ]);
    for (const place of [0, 1, 3]) tray?.menu[place]?.click?.();
    expect(opened).toEqual(['/attention', '/inbox?show=for-information', '/overview']);
  });

  test('keeps to itself what a locked window knows', async () => {
    const { change, outside, tray } = stand();
    inbox = [{ key: 'pay_1' }];
    await change();
    inbox = null;
    outside.heard('session', { phase: 'locked' });
    await new Promise(setImmediate);
    expect(tray?.toolTip).toBe('Paydesk: nobody is signed in');
    expect(tray?.menu[0]).toEqual({ label: 'nobody is signed in', enabled: false });
  });
});

describe('the language of the window', () => {
  test('is that of tray and notifications, at once and from then on', async () => {
    inbox = [{ key: 'pay_1' }];
    const { change, speak, tray } = stand();
    await change();
    await speak('es');
    expect(tray?.toolTip).toBe('Paydesk: 1 requiere atención');
    expect(tray?.menu.map(({ label }) => label)).toEqual([
      '1 requiere atención', '2 para información', undefined, 'Abrir Paydesk', 'Salir de Paydesk',
    ]);
    inbox = [{ key: 'pay_1' }, { key: 'pay_2' }];
    await change();
    expect(notifications.map(({ options }) => options.body))
      .toEqual(['Un resultado está sin confirmar']);
    expect(tray?.toolTip).toBe('Paydesk: 2 requieren atención');
  });

  test('is not learned from what the engine refused', async () => {
    const { speak, tray } = stand();
    await speak('xx', false);
    expect(tray?.toolTip).toBe('Paydesk: nobody is signed in');
  });

  test('leaves a tray alone that is gone', async () => {
    const { speak, tray, remove } = stand();
    remove();
    await speak('es');
    expect(tray?.toolTip).toBe('Paydesk: nobody is signed in');
  });
});
