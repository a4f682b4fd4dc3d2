import { createRootRoute, Outlet } from '@tanstack/react-router';
import { ensureSession } from '../engine/session.ts';
import { SandboxStripe } from '../frame/SandboxStripe.tsx';
import { StartFailed } from '../frame/StartFailed.tsx';
import { NotFound } from '../ui/NotFound.tsx';

export const Route = createRootRoute({
  beforeLoad: async () => { await ensureSession(); },
  component: Root,
  notFoundComponent: () => <main><NotFound /></main>,
  errorComponent: ({ error }) => <StartFailed error={error} />,
});

function Root() {
  return (
    <div className="pd-window">
      <SandboxStripe />
      <Outlet />
    </div>
  );
}
