import { useSession } from '../engine/session.ts';
import { t } from '../words/t.ts';
import { Rich } from '../words/Rich.tsx';
import classes from './SandboxStripe.module.css';

/** Unmistakable on every screen while nothing is real (console guide, Sandbox). */
export function SandboxStripe() {
  const sandbox = useSession((session) => session?.sandbox ?? false);
  if (!sandbox) return null;
  return (
    <div className={classes.stripe} role="region" aria-label={t('frame.sandbox.label')}>
      <span className={classes.words}>
        <Rich text={t('frame.sandbox.stripe')}
          parts={{ mark: (words) => <strong>{words}</strong> }} />
      </span>
    </div>
  );
}
