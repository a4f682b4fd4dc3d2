import {
  ArrowRight, Bookmark, BriefcaseBusiness, Clipboard, History, Keyboard, Search, User, Wallet,
  type LucideIcon,
} from 'lucide-react';
import { shownMoney } from '../../format/hide-amounts.ts';
import { plainText } from '../../format/text.ts';
import type { KeyBinding } from '../../keys/registry.ts';
import type { Place } from '../../stores/recent.ts';
import { paymentFace } from '../../ui/StatusBadge.tsx';
import { wordFor, t } from '../../words/t.ts';
import { en } from '../../words/en.ts';
import { screensOf } from '../screens.ts';
import type { Found } from './find.ts';
import type { ViewEntry } from './read-views.ts';

export type ItemGroup = keyof (typeof en)['palette']['group'];

/** One line of the palette. */
export type PaletteItem = {
  readonly id: string;
  readonly group: ItemGroup;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly description?: string;
  readonly keys?: string;
  /** Why it may not be done now; it is shown, and does nothing. */
  readonly reason?: string | null;
  readonly run: () => void;
};

type Go = (href: string) => void;
const RECENT_MAX = 5;

/** The screens and the parts of the settings, with the letters that lead there. */
export function screenItems(go: Go, sandbox: boolean): readonly PaletteItem[] {
  const parts = Object.keys(en.settings.tabs).map((name): PaletteItem => ({
    id: `settings-${name}`, group: 'screens', icon: ArrowRight,
    label: t('palette.inSettings', { screen: wordFor('settings.tabs', name) ?? name }),
    run: () => go(`/settings/${name}`),
  }));
  return [
    ...screensOf(sandbox).map(({ to, name, key, icon }): PaletteItem => ({
      id: to, group: 'screens', icon, keys: `G ${key.toUpperCase()}`,
      label: t('palette.goTo', { screen: t(`frame.screens.${name}`) }), run: () => go(to),
    })),
    ...parts,
  ];
}

/** What a key of this screen does, under the same words and with the same reason. */
export function keyItems(bindings: readonly KeyBinding[]): readonly PaletteItem[] {
  return bindings.filter(({ group }) => group === 'verbs' || group === 'screen')
    .map(({ keys: [keys], label, reason = null, run }) => ({
      id: `key-${keys}-${label}`, group: 'here', icon: Keyboard, label, keys, reason, run,
    }));
}

/** What many look for under the word of the act: a payment is chosen first. */
export function chooseItems(go: Go): readonly PaletteItem[] {
  return (['release', 'refund'] as const).map((act) => ({
    id: `choose-${act}`, group: 'payments', icon: Wallet, label: t(`palette.choose.${act}`),
    description: t('palette.choose.from'), run: () => go('/payments?status=escrowed'),
  }));
}

export function recentItems(places: readonly Place[], go: Go): readonly PaletteItem[] {
  return places.slice(0, RECENT_MAX).map(({ path, href, title }) => ({
    id: `recent-${path}`, group: 'recent', icon: History, label: title, description: path,
    run: () => go(href),
  }));
}

export function viewItems(views: readonly ViewEntry[], go: Go): readonly PaletteItem[] {
  return views.map(({ id, screen, name, href }) => ({
    id: `view-${id}`, group: 'views', icon: Bookmark, run: () => go(href),
    label: t('palette.view', { screen: t(`frame.screens.${screen}`), view: plainText(name) }),
  }));
}

/** What the engine found; a job's own id comes before the payments that name it. */
export function foundItems({ jobs, payments, payees }: Found, go: Go): readonly PaletteItem[] {
  return [
    ...jobs.map(({ id, state }): PaletteItem => ({
      id: `found-${id}`, group: 'jobs', icon: BriefcaseBusiness, label: t('palette.job', { id }),
      description: wordFor('status.job', state) ?? state,
      run: () => go(`/jobs/${encodeURIComponent(id)}`),
    })),
    ...payments.map((row): PaletteItem => ({
      id: `found-${row.id}`, group: 'payments', icon: Wallet,
      label: t('palette.payment', {
        amount: shownMoney(row.amount), payee: plainText(row.payee),
      }),
      description: `${paymentFace(row.status, row.rail).word} · ${row.id}`,
      run: () => go(`/payments/${encodeURIComponent(row.id)}`),
    })),
    ...payees.map(({ payee }): PaletteItem => ({
      id: `payee-${payee}`, group: 'payees', icon: User,
      label: t('palette.ofPayee', { payee: plainText(payee) }),
      run: () => go(`/payees/${encodeURIComponent(payee)}`),
    })),
  ];
}

export function searchAllItem(text: string, go: Go): PaletteItem {
  return {
    id: 'search-all', group: 'payments', icon: Search, label: t('palette.all', { text }),
    run: () => go(`/payments?q=${encodeURIComponent(text)}`),
  };
}

export function clipboardItem(label: string, run: () => void): PaletteItem {
  return { id: 'clipboard', group: 'clipboard', icon: Clipboard, label, run };
}

/** The items whose words have every word that was typed, accents and capitals aside. */
export function matching(
  items: readonly PaletteItem[], typed: string,
): readonly PaletteItem[] {
  const words = plain(typed).split(/\s+/).filter((word) => word !== '');
  return items.filter(({ label, description = '' }) => {
    const text = plain(`${label} ${description}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
