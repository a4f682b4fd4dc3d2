import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { createMemoryHistory, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render } from '@testing-library/react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { createDouble, type Double, type DoubleHandlers } from '../../../engine/double.ts';
import { sampleSession } from '../../../engine/sample-session.ts';
import { routeTree } from '../../../routeTree.gen.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { SAMPLE_NOW } from './payment-samples.ts';

// happy-dom has no document.fonts, which text areas that grow listen to.
if (!('fonts' in document)) {
  Object.defineProperty(document, 'fonts', { value: new EventTarget() });
}

export const emptyOverview: CallOutput<'overview.get'> = {
  period: {
    current: { from: '2026-11-15', to: '2026-11-21' },
    previous: { from: '2026-11-08', to: '2026-11-14' },
  },
  ends: [], states: [], top: { byDeadline: [], byAge: [] },
  needsMe: [], money: [], expiring: [], providers: [], volume: [], nextEvent: null,
};

export const noAttention: CallOutput<'attention.counts'> = {
  now: { decide: 0, check: 0, approve: 0, fix: 0 }, waiting: 0, unknown: 0, nextEvent: null,
};

/**
 * For tests: the real routes at an address, over the double of the contract. Operator "ana" is
 * signed in; every call that a test does not answer itself is refused.
 */
export function openPage(address: string, handlers: DoubleHandlers) {
  const double: Double = createDouble({
    'session.get': () => sampleSession({ nowMs: SAMPLE_NOW }),
    'overview.badges': () => ({ attention: 0, batches: 0, webhooks: 0 }),
    'overview.providers': () => [],
    'inbox.unread': () => ({ needsMe: 0, forInformation: 0 }),
    'attention.counts': () => noAttention,
    'overview.get': () => emptyOverview,
    ...handlers,
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({
    routeTree, history, defaultPendingMs: 0, defaultPendingMinMs: 0,
    defaultErrorComponent: ({ error }) => <ErrorPanel error={error} />,
  });
  render(
    <MantineProvider env="test">
      <Notifications />
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return {
    double, history,
    /** The inputs of every call of one name, in order. */
    asked: (name: string) => double.asked.filter((one) => one.name === name)
      .map(({ input }) => input),
    close: () => { cleanup(); double.remove(); },
  };
}

/** A call that never answers. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
