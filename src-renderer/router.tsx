import { createRouter } from '@tanstack/react-router';
import { routeTree } from './routeTree.gen.ts';
import { ErrorPanel } from './ui/ErrorPanel.tsx';
import { NotFound } from './ui/NotFound.tsx';
import { Pending } from './ui/Pending.tsx';

/**
 * The address is the state: filters, page, tab and open sheets. Loaders bring the data before a
 * screen is drawn; what was on screen stays until the new is there.
 */
export const router = createRouter({
  routeTree,
  defaultErrorComponent: ({ error }) => <ErrorPanel error={error} />,
  defaultPendingComponent: Pending,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
