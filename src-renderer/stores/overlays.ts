import { create } from 'zustand';

export type Overlay = 'help' | 'preferences' | 'palette' | 'stop';

/** Which sheet of the window itself is open; screens have their own. */
export const useOverlay = create<{ readonly open: Overlay | null }>()(() => ({ open: null }));

export function showOverlay(open: Overlay | null): void {
  useOverlay.setState({ open });
}
