import { Kbd, Modal } from '@mantine/core';
import { t } from '../words/t.ts';
import { screens } from './screens.ts';
import classes from './HelpOverlay.module.css';

type KeyLine = { readonly keys: readonly string[]; readonly does: string };

const everywhere = (): readonly KeyLine[] => [
  { keys: ['Ctrl', 'K'], does: t('frame.search.label') },
  { keys: ['Ctrl', 'L'], does: t('frame.search.lock') },
  { keys: ['Ctrl', 'Shift', 'H'], does: t('frame.keys.hideAmounts') },
  { keys: ['?'], does: t('frame.keys.showKeys') },
];

const lists = (): readonly KeyLine[] => [
  { keys: ['J'], does: t('frame.keys.next') },
  { keys: ['K'], does: t('frame.keys.previous') },
  { keys: [t('frame.keys.space')], does: t('frame.keys.select') },
  { keys: ['Enter'], does: t('frame.keys.open') },
  { keys: ['Esc'], does: t('frame.keys.end') },
];

const verbs = (): readonly KeyLine[] => [
  { keys: [t('frame.keys.letter')], does: t('frame.keys.verb') },
  { keys: ['Enter'], does: t('frame.keys.enter') },
];

/** Every key of the window (`?`). On macOS, Ctrl is ⌘. */
export function HelpOverlay(
  { opened, onClose }: { readonly opened: boolean; readonly onClose: () => void },
) {
  const go = screens.map(({ key, name }): KeyLine => ({
    keys: ['G', key.toUpperCase()], does: t(`frame.screens.${name}`),
  }));
  return (
    <Modal opened={opened} onClose={onClose} title={t('frame.keys.title')} size={720}
      closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={classes.columns}>
        <div>
          <Keys title={t('frame.keys.everywhere')} lines={everywhere()} />
          <Keys title={t('frame.keys.lists')} lines={lists()} />
          <Keys title={t('frame.keys.payment')} lines={verbs()} />
        </div>
        <Keys title={t('frame.keys.goTo')} lines={go} />
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
