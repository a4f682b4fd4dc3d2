import { useRouter } from '@tanstack/react-router';
import { RefusalError } from '../engine/call.ts';
import { refreshSession, useSessionEnd } from '../engine/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { t } from '../words/t.ts';

/** The window cannot learn how the session stands, so nothing of the console can be shown. */
export function StartFailed({ error }: { readonly error: unknown }) {
  const router = useRouter();
  const { forgotten } = useSessionEnd();
  const noConsole = error instanceof RefusalError && error.code === 'unauthenticated';
  const retry = (): void => {
    // What fails again is shown by this same panel once the routes have run.
    void refreshSession().catch(() => undefined).then(() => router.invalidate());
  };
  return (
    <main>
      {noConsole ? (
        <EmptyState page
          title={t(forgotten ? 'frame.noSession.anewTitle' : 'frame.noSession.title')}
          text={t(forgotten ? 'frame.noSession.anewText' : 'frame.noSession.text')} />
      ) : <ErrorPanel error={error} onRetry={retry} />}
    </main>
  );
}
