import { useRouterState } from '@tanstack/react-router';

/**
 * Whether the answer of another address is awaited: a screen that was called, a filter, a sheet.
 * What is read again because something changed is no way to anywhere.
 */
export function useOnItsWay(): boolean {
  return useRouterState({
    select: ({ isLoading, location, resolvedLocation }) =>
      isLoading && location.href !== resolvedLocation?.href,
  });
}
