import { useEffect, useState } from 'react';

/**
 * Gives the focus back to where it was when a sheet appeared: the row or the button that it was
 * opened from. Mantine does so only for a sheet that was there before it was opened.
 */
export function useFocusReturn(opened: boolean): void {
  const [before] = useState(() => opened ? document.activeElement : null);
  useEffect(() => () => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
  }, [before]);
}
