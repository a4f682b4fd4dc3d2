import {
  ArrowRightLeft, BellRing, BriefcaseBusiness, Gauge, HandCoins, Inbox, Layers, LockKeyhole,
  ScrollText, Settings, Store, Theater, UsersRound, Wallet, Webhook, type LucideIcon,
} from 'lucide-react';
import type { CallOutput } from '../../src-main/contract/contract.ts';
import { useSession } from '../engine/session.ts';
import type { en } from '../words/en.ts';

export type Badges = CallOutput<'overview.badges'>;

type ScreenEntry = {
  readonly to: '/overview' | '/attention' | '/inbox' | '/payments' | '/jobs' | '/escrows'
    | '/batches' | '/payouts' | '/payees' | '/sellers' | '/exchange' | '/webhooks' | '/audit'
    | '/rehearsal' | '/settings';
  /** Its text is `frame.screens.<name>`. */
  readonly name: keyof (typeof en)['frame']['screens'];
  /** G, then this letter. */
  readonly key: string;
  readonly icon: LucideIcon;
  /** The count beside it: what needs a person, never a total. */
  readonly badge?: keyof Badges;
  /** It stands below the menu's line. */
  readonly apart?: true;
  /** Only where nothing is real money. */
  readonly sandboxOnly?: true;
};

const screens: readonly ScreenEntry[] = [
  { to: '/overview', name: 'overview', key: 'o', icon: Gauge },
  { to: '/attention', name: 'attention', key: 'a', icon: BellRing, badge: 'attention' },
  { to: '/inbox', name: 'inbox', key: 'i', icon: Inbox },
  { to: '/payments', name: 'payments', key: 'p', icon: Wallet },
  { to: '/jobs', name: 'jobs', key: 'j', icon: BriefcaseBusiness },
  { to: '/escrows', name: 'escrows', key: 'e', icon: LockKeyhole },
  { to: '/batches', name: 'batches', key: 'b', icon: Layers, badge: 'batches' },
  { to: '/payouts', name: 'payouts', key: 't', icon: HandCoins },
  { to: '/payees', name: 'payees', key: 'y', icon: UsersRound },
  { to: '/sellers', name: 'sellers', key: 'l', icon: Store },
  { to: '/exchange', name: 'exchange', key: 'x', icon: ArrowRightLeft },
  { to: '/webhooks', name: 'webhooks', key: 'w', icon: Webhook, badge: 'webhooks' },
  { to: '/audit', name: 'audit', key: 'u', icon: ScrollText },
  {
    to: '/rehearsal', name: 'rehearsal', key: 'r', icon: Theater, apart: true, sandboxOnly: true,
  },
  { to: '/settings', name: 'settings', key: 's', icon: Settings, apart: true },
];
const realScreens = screens.filter(({ sandboxOnly }) => sandboxOnly !== true);

/** The screens that exist, in the order of the menu. */
export function screensOf(sandbox: boolean): readonly ScreenEntry[] {
  return sandbox ? screens : realScreens;
}

/** The screens of this window. */
export function useScreens(): readonly ScreenEntry[] {
  return screensOf(useSession((session) => session?.sandbox ?? false));
}
