import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { transport } from '../engine/transport.ts';

/** Shows the screen that a notification or the tray asks for. */
export function useOpenRequests(): void {
  const router = useRouter();
  useEffect(() => transport().on('open', ({ path }) => router.history.push(path)), [router]);
}
