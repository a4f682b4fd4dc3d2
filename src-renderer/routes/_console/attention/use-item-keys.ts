import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { isDialogOpen } from '../../../keys/registry.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { t } from '../../../words/t.ts';
import type { Section } from './read-attention.ts';

const ITEM = '[data-attention-item]';

/**
 * J and K, or the arrows, go from item to item; the item with the focus is the one that the letters
 * of its verbs act on. When it is done and gone, the one that took its place has the focus, so that
 * a queue is worked off without looking for it.
 */
export function useItemKeys(shown: readonly Section[]) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef(0);
  const [current, setCurrent] = useState<string | null>(null);

  const cards = (): readonly HTMLElement[] =>
    [...list.current?.querySelectorAll<HTMLElement>(ITEM) ?? []];

  function step(by: 1 | -1): void {
    const all = cards();
    const at = all.findIndex((card) => card.contains(document.activeElement));
    const next = at === -1 ? Math.min(place.current, all.length - 1) : at + by;
    all[Math.max(0, Math.min(next, all.length - 1))]?.focus();
  }

  useKeys(shown.every(({ first }) => first.items.length === 0) ? [] : [
    {
      keys: ['J', 'ArrowDown'], group: 'list', label: t('frame.keys.nextItem'), repeats: true,
      run: () => step(1),
    },
    {
      keys: ['K', 'ArrowUp'], group: 'list', label: t('frame.keys.previousItem'), repeats: true,
      run: () => step(-1),
    },
  ]);

  useEffect(() => {
    if (current === null) return;
    const all = cards();
    if (all.some((card) => card.dataset['attentionItem'] === current)) return;
    // The item with the focus has left the list: whoever worked on it goes on with the next.
    const next = all[Math.min(place.current, all.length - 1)];
    if (!isDialogOpen() && document.activeElement === document.body) next?.focus();
    setCurrent(next?.dataset['attentionItem'] ?? null);
  }, [shown, current]);

  return {
    list,
    current: current ?? shown.flatMap(({ first }) => first.items)[0]?.id ?? null,
    onFocus: ({ target }: FocusEvent): void => {
      const card = target.closest<HTMLElement>(ITEM);
      if (card === null) return;
      place.current = cards().indexOf(card);
      setCurrent(card.dataset['attentionItem'] ?? null);
    },
  };
}
