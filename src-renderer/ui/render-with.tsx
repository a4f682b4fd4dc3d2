import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';

/** Draws a component for a test: without transitions, dialogs where they are written. */
export function renderWith(element: ReactElement) {
  return render(element, {
    wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
  });
}
