import { createRouter } from '@tanstack/react-router';
import { routeTree } from './routeTree.gen.ts';
import { ErrorPanel } from './ui/ErrorPanel.tsx';
import { NotFound } from './ui/NotFound.tsx';
import { Pending } from './ui/Pending.tsx';

/** A way to another screen that takes longer shows that it is on its way. */
const PENDING_MS = 300;

/**
 * The address is the state: filters, page, tab and open sheets. Loaders bring the data before a
 * screen is drawn; what was on screen stays until the new is there.
 */
export const router = createRouter({
  routeTree,
  defaultErrorComponent: ({ error }) => <ErrorPanel error={error} />,
  defaultPendingComponent: Pending,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: PENDING_MS,
  defaultPendingMinMs: 0,
});

// A filter or an opened sheet of the screen that is shown never takes that screen away, however
// slow its answer: focus, scroll and what was typed would go with it.
router.subscribe('onBeforeLoad', ({ pathChanged }) => {
  router.options.defaultPendingMs = pathChanged ? PENDING_MS : Infinity;
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
