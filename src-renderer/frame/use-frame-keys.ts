import { useRouter } from '@tanstack/react-router';
import { isDialogOpen, type KeyBinding } from '../keys/registry.ts';
import { useKeys } from '../keys/use-keys.ts';
import { pauseLive, useLivePause } from '../stores/live-pause.ts';
import { showOverlay, useOverlay } from '../stores/overlays.ts';
import { t } from '../words/t.ts';
import { frameKeys } from './frame-keys.ts';
import { useHideAmounts } from './hide-amounts.ts';
import { leave } from './leave.ts';
import { useScreens } from './screens.ts';

/** The keys that work on every screen. */
export function useFrameKeys(): void {
  const router = useRouter();
  const { toggle } = useHideAmounts();
  const screens = useScreens();
  const everywhere = { group: 'everywhere' } as const;
  useKeys([
    {
      ...everywhere, keys: [frameKeys.search], label: t('palette.label'), always: true,
      run: () => {
        if (useOverlay.getState().open === 'palette') showOverlay(null);
        // Over a sheet it would lead away from what is being reviewed.
        else if (!isDialogOpen()) showOverlay('palette');
      },
    },
    {
      ...everywhere, keys: [frameKeys.lock], label: t('palette.lock'), always: true,
      run: () => void leave('lock', router),
    },
    {
      ...everywhere, keys: [frameKeys.hideAmounts], label: t('frame.keys.hideAmounts'),
      always: true, run: toggle,
    },
    {
      ...everywhere, keys: [frameKeys.preferences], label: t('frame.operator.preferences'),
      run: () => showOverlay('preferences'),
    },
    {
      ...everywhere, keys: [frameKeys.pause], label: t('frame.keys.pause'),
      run: () => pauseLive(!useLivePause.getState().paused),
    },
    {
      ...everywhere, keys: [frameKeys.help], label: t('frame.keys.showKeys'),
      run: () => showOverlay('help'),
    },
    ...screens.map(({ to, name, key }): KeyBinding => ({
      group: 'goTo', keys: [`G ${key.toUpperCase()}`], label: t(`frame.screens.${name}`),
      run: () => void router.navigate({ to }),
    })),
  ]);
}
