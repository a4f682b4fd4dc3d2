import { useSession } from '../engine/session.ts';
import classes from './SandboxStripe.module.css';

/** Unmistakable on every screen while nothing is real (console guide, Sandbox). */
export function SandboxStripe() {
  const sandbox = useSession((session) => session?.sandbox ?? false);
  if (!sandbox) return null;
  return (
    <div className={classes.stripe} role="region" aria-label="Sandbox">
      <span className={classes.words}><strong>SANDBOX</strong> nothing here is real money</span>
    </div>
  );
}
