import { useSyncExternalStore } from 'react';
import { usePreferences, type Contrast } from './preferences.ts';

const MORE_CONTRAST = '(prefers-contrast: more)';

/** Whether the window is drawn in high contrast: as the operator or else the system wants it. */
export function useHighContrast(): boolean {
  const contrast = usePreferences((preferences) => preferences.contrast);
  const system = useSyncExternalStore(watchSystem, () => matchMedia(MORE_CONTRAST).matches);
  return isHigh(contrast, system);
}

/** Keeps on the page what its style sheet asks for: contrast and motion. */
export function markAppearance(): void {
  const mark = (): void => {
    const { contrast, motion } = usePreferences.getState();
    const { dataset } = document.documentElement;
    dataset['contrast'] = isHigh(contrast, matchMedia(MORE_CONTRAST).matches) ? 'high' : 'normal';
    dataset['motion'] = motion;
  };
  mark();
  usePreferences.subscribe(mark);
  watchSystem(mark);
}

export function isHigh(contrast: Contrast, system: boolean): boolean {
  return contrast === 'high' || (contrast === 'system' && system);
}

function watchSystem(changed: () => void): () => void {
  const query = matchMedia(MORE_CONTRAST);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
