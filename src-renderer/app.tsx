import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './styles.css';
import { watchMissed } from './engine/missed.ts';
import { tellLanguage } from './engine/tell-language.ts';
import { watchSession } from './engine/watch-session.ts';
import { styleNonce } from './ground.ts';
import { router } from './router.tsx';
import { markAppearance, useHighContrast } from './stores/appearance.ts';
import { cssVariables, highCssVariables, theme } from './theme.ts';
import { markLanguage } from './words/mark-language.ts';

/** Draws the window into its page. */
export function start(root: HTMLElement): void {
  markLanguage();
  tellLanguage();
  markAppearance();
  watchMissed(router);
  watchSession(router);
  createRoot(root).render(
    <StrictMode>
      <Appearance />
    </StrictMode>,
  );
}

function Appearance() {
  const isHigh = useHighContrast();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce}
      cssVariablesResolver={isHigh ? highCssVariables : cssVariables}>
      <ModalsProvider>
        <Notifications position="bottom-center" limit={3} />
        <RouterProvider router={router} />
      </ModalsProvider>
    </MantineProvider>
  );
}
