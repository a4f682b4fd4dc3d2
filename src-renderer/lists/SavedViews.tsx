import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import { Bookmark, EllipsisVertical } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { SavedView } from '../../src-main/contract/views.ts';
import { plainText } from '../format/text.ts';
import { keyForReaders, keyLine } from '../keys/key-words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { toastDone } from '../ui/toast.ts';
import { t } from '../words/t.ts';
import classes from './lists.module.css';
import { useSavedViews, viewSearch, viewText, type ViewScreen } from './use-saved-views.ts';

type SavedViewsProps = {
  readonly screen: ViewScreen;
  /** What stands in the address, without what the window adds by itself. */
  readonly search: Readonly<Record<string, unknown>>;
  /** What is saved: the address, with the columns that are shown. */
  readonly whole: Readonly<Record<string, unknown>>;
  /** Opens a view: its search, as it was saved. */
  readonly onOpen: (search: unknown) => void;
};

/** Views with a key of their own: the digits. */
const KEYS_MAX = 9;
const viewKey = (place: number): string => `alt+${place + 1}`;

/** The saved views of a list as tabs; Alt and a number opens one. */
export function SavedViews({ screen, search, whole, onOpen }: SavedViewsProps) {
  const saved = useSavedViews(screen);
  const [lastOpened, setLastOpened] = useState<string | null>(null);
  const now = viewText(search);
  const active = saved.views.find((view) => view.search === now)
    ?? saved.views.find(({ id }) => id === lastOpened && now !== '{}') ?? null;
  const open = (view: SavedView | undefined): void => {
    if (view === undefined) return;
    setLastOpened(view.id);
    onOpen(viewSearch(view.search));
  };
  useKeys(saved.views.slice(0, KEYS_MAX).map((view, place) => ({
    keys: [viewKey(place)], group: 'screen',
    label: t('lists.views.openNamed', { name: plainText(view.name) }), run: () => open(view),
  })));
  return (
    <nav className={classes.tabs} aria-label={t('lists.views.label')}>
      <button type="button" className={classes.tab} aria-current={now === '{}'}
        onClick={() => { setLastOpened(null); onOpen({}); }}>{t('lists.views.all')}</button>
      {saved.views.map((view, place) => (
        <button key={view.id} type="button" className={classes.tab}
          aria-current={view === active} onClick={() => open(view)}
          {...(place < KEYS_MAX ? { 'aria-keyshortcuts': keyForReaders(viewKey(place)),
            title: keyLine(viewKey(place)) } : {})}>
          {plainText(view.name)}
          {view === active && view.search !== now
            ? <span className={classes.note}>{t('lists.views.changed')}</span> : null}
        </button>
      ))}
      {active === null ? null : (
        <ViewMenu view={active} saved={saved} changed={active.search !== now}
          whole={viewText(whole)} onGone={() => setLastOpened(null)} />
      )}
      <SaveView onSave={async (name) => {
        const done = await saved.save({ id: null, name, search: viewText(whole) });
        if (done) {
          toastDone(t('lists.views.saved', { name }));
          onOpen(viewSearch(viewText(whole)));
        }
        return done;
      }} />
    </nav>
  );
}

function ViewMenu({ view, saved, changed, whole, onGone }: {
  readonly view: SavedView; readonly saved: ReturnType<typeof useSavedViews>;
  readonly changed: boolean; readonly whole: string; readonly onGone: () => void;
}) {
  const place = saved.views.indexOf(view);
  async function remove(): Promise<void> {
    if (!await saved.remove(view.id)) return;
    onGone();
    toastDone(t('lists.views.removed', { name: plainText(view.name) }));
  }
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={24}
          aria-label={t('lists.views.menu', { name: plainText(view.name) })}>
          <EllipsisVertical size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!changed}
          onClick={() => void saved.save({ ...view, search: whole })}>
          {t('lists.views.update')}
        </Menu.Item>
        <Menu.Item disabled={place === 0} onClick={() => void saved.move(view.id, place - 1)}>
          {t('lists.views.earlier')}
        </Menu.Item>
        <Menu.Item disabled={place === saved.views.length - 1}
          onClick={() => void saved.move(view.id, place + 1)}>{t('lists.views.later')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => void remove()}>
          {t('lists.views.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveView({ onSave }: { readonly onSave: (name: string) => Promise<boolean> }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name.trim() === '' || !await onSave(name.trim())) return;
    setOpened(false);
    setName('');
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus
      withinPortal>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<Bookmark size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}>{t('lists.views.save')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={(event) => void submit(event)}>
          <TextInput data-autofocus label={t('lists.views.name')} maxLength={60} value={name}
            description={t('lists.views.hint')}
            inputWrapperOrder={['label', 'input', 'description']}
            onChange={({ currentTarget }) => setName(currentTarget.value)} />
          <Button type="submit" mt="sm" size="compact-md" disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
