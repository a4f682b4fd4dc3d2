import { act, cleanup, screen } from '@testing-library/react';
import {
  createMemoryHistory, createRootRoute, createRouter, RouterProvider,
} from '@tanstack/react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { pauseLive, useLivePause } from '../stores/live-pause.ts';
import { renderWith } from '../ui/render-with.tsx';
import { createDouble } from './double.ts';
import { useLive } from './live.ts';

afterEach(() => { cleanup(); pauseLive(false); });

test('a screen that is held still counts what changes and reads it afterwards', async () => {
  const double = createDouble({});
  const loader = vi.fn(() => 1);
  const route = createRootRoute({ loader, component: function Screen() {
    useLive({ nouns: ['payments'] });
    useLive({ any: true });
    return <h1>Here</h1>;
  } });
  const router = createRouter({ routeTree: route, history: createMemoryHistory() });
  renderWith(<RouterProvider router={router} />);
  await screen.findByText('Here');
  const before = loader.mock.calls.length;
  pauseLive(true);
  await act(async () => {
    double.emit('changed', { nouns: ['payments'], paymentIds: ['a', 'b'], at: 1 });
    double.emit('changed', { nouns: ['payments'], paymentIds: ['a'], at: 2 });
  });
  expect(useLivePause.getState().held).toBe(3);
  expect(loader.mock.calls.length).toBe(before);
  await act(async () => pauseLive(false));
  await vi.waitFor(() => expect(loader.mock.calls.length).toBeGreaterThan(before));
  expect(useLivePause.getState()).toEqual({ paused: false, held: 0 });
  double.remove();
});
