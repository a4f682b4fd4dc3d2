import { Kbd, Modal } from '@mantine/core';
import { keyParts } from '../keys/key-words.ts';
import { keyGroups, presentKeys, type KeyBinding, type KeyGroup } from '../keys/registry.ts';
import { t } from '../words/t.ts';
import classes from './HelpOverlay.module.css';

type HelpOverlayProps = { readonly opened: boolean; readonly onClose: () => void };

/** Every key that works on this screen now, from the registry that answers to them (`?`). */
export function HelpOverlay({ opened, onClose }: HelpOverlayProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('frame.keys.title')} size={760}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('common.close') }}>
      {opened ? <Groups bindings={presentKeys().filter(works)} /> : null}
    </Modal>
  );
}

function Groups({ bindings }: { readonly bindings: readonly KeyBinding[] }) {
  const shown = keyGroups.filter((group) => bindings.some((each) => each.group === group));
  const here = shown.filter((group) => group !== 'goTo' && group !== 'everywhere');
  const section = (group: KeyGroup) => (
    <Keys key={group} title={t(`frame.keys.group.${group}`)}
      bindings={bindings.filter((each) => each.group === group)} />
  );
  return (
    <>
      <div className={classes.columns}>
        <div>{[...here, 'everywhere' as const].map(section)}</div>
        <div>{section('goTo')}</div>
      </div>
      <p className={classes.note}>{t('frame.keys.note')}</p>
    </>
  );
}

function works({ reason }: KeyBinding): boolean {
  return (reason ?? null) === null;
}

function Keys({ title, bindings }: {
  readonly title: string; readonly bindings: readonly KeyBinding[];
}) {
  if (bindings.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {bindings.map(({ keys, label }) => (
          <div key={`${keys.join(' ')} ${label}`} className={classes.line}>
            <dt>{keys.map((each) => (
              <span key={each} className={classes.chord}>
                {keyParts(each).map((part, place) => (
                  <Kbd key={`${place} ${part}`} size="xs">{part}</Kbd>
                ))}
              </span>
            ))}</dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
