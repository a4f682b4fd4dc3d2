import { usePreferences } from '../stores/preferences.ts';
import type { Language } from '../words/languages.ts';
import { call } from './call.ts';
import { transport } from './transport.ts';

/**
 * Says in which language the window speaks, so that the menus, the tray and the notifications that
 * Electron draws around it do too. A browser draws its own, in a language of its own. The answer
 * stops it.
 */
export function tellLanguage(): () => void {
  if (transport().host !== 'electron') return () => undefined;
  const tell = (language: Language): void => {
    // What stands outside the page is a convenience: where it is not heard, it stays as it was.
    call('session.speak', { language }).catch(() => undefined);
  };
  tell(usePreferences.getState().language);
  return usePreferences.subscribe(({ language }, before) => {
    if (language !== before.language) tell(language);
  });
}
