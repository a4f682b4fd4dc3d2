import { Kbd, Modal } from '@mantine/core';
import { screens } from './screens.ts';
import classes from './HelpOverlay.module.css';

type KeyLine = { readonly keys: readonly string[]; readonly does: string };

const everywhere: readonly KeyLine[] = [
  { keys: ['Ctrl', 'K'], does: 'Search or run a command' },
  { keys: ['Ctrl', 'L'], does: 'Lock this window' },
  { keys: ['Ctrl', 'Shift', 'H'], does: 'Hide or show amounts' },
  { keys: ['?'], does: 'Show all keys' },
];

const lists: readonly KeyLine[] = [
  { keys: ['J'], does: 'Next row, also ↓' },
  { keys: ['K'], does: 'Previous row, also ↑' },
  { keys: ['Space'], does: 'Select the row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'End the selection, close a sheet' },
];

const verbs: readonly KeyLine[] = [
  { keys: ['letter'], does: 'Each verb shows its key on its button; it opens the review sheet' },
  { keys: ['Enter'], does: 'Never confirms by itself: a sheet opens on Cancel' },
];

/** Every key of the window (`?`). On macOS, Ctrl is ⌘. */
export function HelpOverlay(
  { opened, onClose }: { readonly opened: boolean; readonly onClose: () => void },
) {
  const go = screens.map(({ key, label }): KeyLine => ({
    keys: ['G', key.toUpperCase()], does: label,
  }));
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.columns}>
        <div>
          <Keys title="Everywhere" lines={everywhere} />
          <Keys title="Lists" lines={lists} />
          <Keys title="A payment" lines={verbs} />
        </div>
        <Keys title="Go to" lines={go} />
      </div>
    </Modal>
  );
}

function Keys({ title, lines }: { readonly title: string; readonly lines: readonly KeyLine[] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {lines.map(({ keys, does }) => (
          <div key={`${keys.join(' ')} ${does}`} className={classes.line}>
            <dt>{keys.map((key) => <Kbd key={key} size="xs">{key}</Kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
