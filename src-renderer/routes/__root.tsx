import { createRootRoute, Outlet } from '@tanstack/react-router';
import { ensureSession } from '../engine/session.ts';
import { SandboxStripe } from '../frame/SandboxStripe.tsx';
import { StartFailed } from '../frame/StartFailed.tsx';
import { usePreferences } from '../stores/preferences.ts';
import { NotFound } from '../ui/NotFound.tsx';

export const Route = createRootRoute({
  beforeLoad: async () => { await ensureSession(); },
  component: Root,
  notFoundComponent: () => <main><NotFound /></main>,
  errorComponent: ({ error }) => <StartFailed error={error} />,
});

function Root() {
  const language = usePreferences((preferences) => preferences.language);
  // The key draws the window anew in another language: texts are read while drawing (`words/t.ts`).
  return (
    <div key={language} className="pd-window">
      <SandboxStripe />
      <Outlet />
    </div>
  );
}
