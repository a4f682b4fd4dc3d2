import { Input, Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { errorText } from '../../engine/call.ts';
import { showOverlay, useOverlay } from '../../stores/overlays.ts';
import { t } from '../../words/t.ts';
import type { Found } from './find.ts';
import type { PaletteItem } from './items.ts';
import { PaletteList } from './PaletteList.tsx';
import { useFound } from './use-found.ts';
import { useItems } from './use-items.ts';
import classes from './CommandPalette.module.css';

const LIST_ID = 'palette-list';

/** Ctrl K: go anywhere, do what may be done here, or find anything by what is known of it. */
export function CommandPalette() {
  const opened = useOverlay(({ open }) => open === 'palette');
  const opener = useRef<Element | null>(null);
  useEffect(() => useOverlay.subscribe((now, before) => {
    if (now.open !== 'palette' || before.open === 'palette') return;
    opener.current = document.activeElement;
  }), []);
  const close = (): void => showOverlay(null);
  const choose = ({ run }: PaletteItem): void => {
    close();
    // The focus goes back first, so that a sheet that opens now returns it to the right place.
    requestAnimationFrame(() => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
      run();
    });
  };
  return (
    // No transition: the next key must not meet a palette that is still on its way out.
    <Modal opened={opened} onClose={close} transitionProps={{ duration: 0 }}
      withCloseButton={false} padding={0} size={640}
      yOffset={72} attributes={{ content: { 'aria-label': t('palette.label') } }}>
      {opened ? <Palette onChoose={choose} /> : null}
    </Modal>
  );
}

function Palette({ onChoose }: { readonly onChoose: (item: PaletteItem) => void }) {
  const [typed, setTyped] = useState('');
  const [moved, setMoved] = useState<string | null>(null);
  const { found, searching, look } = useFound();
  const items = useItems(typed, found);
  // Until the operator moves, the first line that can be used is the chosen one, whatever arrives.
  const chosen = items.find(({ id }) => id === moved)
    ?? items.find(({ reason = null }) => reason === null) ?? null;
  const at = chosen === null ? -1 : items.indexOf(chosen);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      setMoved(items[(at + step + items.length) % items.length]?.id ?? null);
    } else if (event.key === 'Enter') {
      if (!event.repeat && chosen !== null && (chosen.reason ?? null) === null) onChoose(chosen);
    } else return;
    event.preventDefault();
  }
  return (
    <>
      <Input size="md" variant="unstyled" className={classes.search ?? ''} data-autofocus
        leftSection={<Search size={18} aria-hidden />} placeholder={t('palette.prompt')}
        aria-label={t('palette.label')} role="combobox" aria-expanded aria-controls={LIST_ID}
        aria-autocomplete="list" spellCheck={false} autoComplete="off" maxLength={200}
        {...(chosen === null ? {} : { 'aria-activedescendant': optionId(chosen) })}
        value={typed} onKeyDown={onKeyDown}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setMoved(null);
          look(currentTarget.value);
        }} />
      <PaletteList id={LIST_ID} items={items} chosen={chosen} optionId={optionId}
        onChoose={onChoose} />
      <p className={classes.state} role="status">{stateOf(found, searching, items.length)}</p>
    </>
  );
}

function optionId({ id }: PaletteItem): string {
  return `palette-${id.replaceAll(/[^\w-]/g, '_')}`;
}

function stateOf({ failure, slow }: Found, searching: boolean, count: number): string {
  if (searching) return t('palette.searching');
  if (failure !== null) return errorText(failure);
  if (slow) return t('palette.slow');
  return count === 0 ? t('palette.nothing') : '';
}
