import { cleanup, screen } from '@testing-library/react';
import {
  createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider,
} from '@tanstack/react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWith } from '../ui/render-with.tsx';
import { createDouble, type Double } from './double.ts';
import { useLive } from './live.ts';
import { wasMissed, watchMissed } from './missed.ts';

let stop = (): void => {};
afterEach(() => { cleanup(); stop(); });

/** A screen of batches whose reading is followed by `meanwhile` before it is drawn. */
function openBatches(meanwhile: (double: Double) => void) {
  const double = createDouble({});
  const loader = vi.fn(async () => {
    if (loader.mock.calls.length === 1) meanwhile(double);
    return loader.mock.calls.length;
  });
  const root = createRootRoute();
  const batches = createRoute({
    getParentRoute: () => root, path: '/batches', loader,
    component: function Batches() {
      useLive({ nouns: ['batches'] });
      return <h1>Read {batches.useLoaderData()} times</h1>;
    },
  });
  const other = createRoute({ getParentRoute: () => root, path: '/', component: () => 'Other' });
  const router = createRouter({
    routeTree: root.addChildren([other, batches]), history: createMemoryHistory(),
  });
  const stopWatching = watchMissed(router);
  stop = () => { stopWatching(); double.remove(); };
  renderWith(<RouterProvider router={router} />);
  return { double, loader, router };
}

test('what changed between the reading of a screen and its drawing is read at once', async () => {
  const { router } = openBatches((double) => {
    double.emit('changed', { nouns: ['batches', 'work'], paymentIds: [], at: 1 });
  });
  await screen.findByText('Other');
  await router.navigate({ to: '/batches' });
  expect(await screen.findByText('Read 2 times')).toBeTruthy();
});

test('what changed elsewhere, or before the window went there, is not read again', async () => {
  const { router, double, loader } = openBatches((told) => {
    told.emit('changed', { nouns: ['jobs'], paymentIds: ['pay_1'], at: 1 });
  });
  await screen.findByText('Other');
  double.emit('changed', { nouns: ['batches'], paymentIds: [], at: 1 });
  await router.navigate({ to: '/batches' });
  await screen.findByText('Read 1 times');
  expect(wasMissed({ nouns: ['batches'] })).toBe(false);
  expect(loader).toHaveBeenCalledTimes(1);
});
