import {
  BellRing, BriefcaseBusiness, Gauge, Layers, ScrollText, Settings, Wallet, Webhook,
  type LucideIcon,
} from 'lucide-react';
import type { CallOutput } from '../../src-main/contract/contract.ts';

export type Badges = CallOutput<'overview.badges'>;

type ScreenEntry = {
  readonly to: '/overview' | '/attention' | '/payments' | '/jobs' | '/batches' | '/webhooks'
    | '/audit' | '/settings';
  readonly label: string;
  /** G, then this letter. */
  readonly key: string;
  readonly icon: LucideIcon;
  /** The count beside it: what needs a person, never a total. */
  readonly badge?: keyof Badges;
};

/** The screens that exist, in the order of the menu. */
export const screens: readonly ScreenEntry[] = [
  { to: '/overview', label: 'Overview', key: 'o', icon: Gauge },
  { to: '/attention', label: 'Attention', key: 'a', icon: BellRing, badge: 'attention' },
  { to: '/payments', label: 'Payments', key: 'p', icon: Wallet },
  { to: '/jobs', label: 'Jobs', key: 'j', icon: BriefcaseBusiness },
  { to: '/batches', label: 'Batches', key: 'b', icon: Layers, badge: 'batches' },
  { to: '/webhooks', label: 'Webhooks', key: 'w', icon: Webhook, badge: 'webhooks' },
  { to: '/audit', label: 'Audit', key: 'u', icon: ScrollText },
  { to: '/settings', label: 'Settings', key: 's', icon: Settings },
];
