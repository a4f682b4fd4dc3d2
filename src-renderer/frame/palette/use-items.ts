import { useRouter } from '@tanstack/react-router';
import {
  CircleQuestionMark, EyeOff, Lock, LogOut, OctagonX, SlidersHorizontal,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSession } from '../../engine/session.ts';
import { shorten } from '../../format/text.ts';
import { presentKeys } from '../../keys/registry.ts';
import { showOverlay } from '../../stores/overlays.ts';
import { recentPlaces } from '../../stores/recent.ts';
import { t } from '../../words/t.ts';
import { frameKeys } from '../frame-keys.ts';
import { useHideAmounts } from '../hide-amounts.ts';
import { leave } from '../leave.ts';
import { findPayments, type Found } from './find.ts';
import {
  chooseItems, clipboardItem, foundItems, keyItems, matching, recentItems, screenItems,
  searchAllItem, viewItems, type PaletteItem,
} from './items.ts';
import { looksLike } from './looks-like.ts';
import { peekClipboard, readClipboard, type Clipboard } from './read-clipboard.ts';
import { readViews, type ViewEntry } from './read-views.ts';

/** The lines of the palette for what is typed, in their order. Made when it opens. */
export function useItems(typed: string, found: Found): readonly PaletteItem[] {
  const router = useRouter();
  const go = (href: string): void => void router.navigate({ href });
  const [here] = useState(() => keyItems(presentKeys()));
  const [recent] = useState(recentPlaces);
  const [views, setViews] = useState<readonly ViewEntry[]>([]);
  const [clipboard, setClipboard] = useState<Clipboard>({ kind: 'nothing' });
  const { stringifySearch } = router.options;
  useEffect(() => {
    let gone = false;
    void peekClipboard().then((read) => { if (!gone) setClipboard(read); });
    void readViews(stringifySearch).then((read) => { if (!gone) setViews(read); });
    return () => { gone = true; };
  }, [stringifySearch]);
  const window = useWindowItems();
  const sandbox = useSession((session) => session?.sandbox ?? false);

  const text = typed.trim();
  const always = [
    ...recentItems(recent, go), ...viewItems(views, go),
    ...screenItems(go, sandbox), ...window,
  ];
  if (text !== '') {
    const [named, known] = [
      foundItems(found, go), matching([...here, ...always, ...chooseItems(go)], text),
    ];
    // What arrives later never pushes away the command that Enter is about to run.
    const inOrder = looksLike(text) === null ? [...known, ...named] : [...named, ...known];
    return [...inOrder, searchAllItem(text, go)];
  }
  return [
    ...clipboard.kind === 'found' ? [clipboardItem(
      t('palette.clipboard', { text: shorten(clipboard.text, 24, 6) }),
      () => void goToText(clipboard.text, go),
    )] : [],
    // What may not be done now is named, with its reason, to whoever looks for it.
    ...here.filter(({ reason = null }) => reason === null), ...always,
    ...clipboard.kind === 'askable' ? [clipboardItem(t('palette.lookAtClipboard'), () => {
      void readClipboard().then((read) => {
        if (read.kind === 'found') void goToText(read.text, go);
      });
    })] : [],
  ];
}

function useWindowItems(): readonly PaletteItem[] {
  const router = useRouter();
  const { hidden, toggle } = useHideAmounts();
  const group = 'window';
  return [
    {
      id: 'lock', group, icon: Lock, label: t('palette.lock'), keys: frameKeys.lock,
      run: () => void leave('lock', router),
    },
    {
      id: 'stop', group, icon: OctagonX, label: t('frame.stopped.stop'),
      run: () => showOverlay('stop'),
    },
    {
      id: 'hide', group, icon: EyeOff, keys: frameKeys.hideAmounts, run: toggle,
      label: t(hidden ? 'frame.operator.showAmounts' : 'frame.operator.hideAmounts'),
    },
    {
      id: 'preferences', group, icon: SlidersHorizontal, keys: frameKeys.preferences,
      label: t('frame.operator.preferences'), run: () => showOverlay('preferences'),
    },
    {
      id: 'help', group, icon: CircleQuestionMark, keys: frameKeys.help,
      label: t('frame.keys.all'), run: () => showOverlay('help'),
    },
    {
      id: 'sign-out', group, icon: LogOut, label: t('palette.signOut'),
      run: () => void leave('signOut', router),
    },
  ];
}

/** Goes to what a text names: its own page where there is one, else what the search finds. */
async function goToText(text: string, go: (href: string) => void): Promise<void> {
  const name = encodeURIComponent(text);
  switch (looksLike(text)) {
    case 'payment': return go(`/payments/${name}`);
    case 'job': return go(`/jobs/${name}`);
    case 'batch': return go(`/batches/${name}`);
    default: {
      const [only, another] = await findPayments(text, 2).catch(() => []);
      go(only === undefined || another !== undefined ? `/payments?q=${name}`
        : `/payments/${encodeURIComponent(only.id)}`);
    }
  }
}
