import { createFileRoute } from '@tanstack/react-router';
import { comeBack, demandPhase } from '../../engine/phase.ts';
import { LockScreen } from './LockScreen.tsx';

export const Route = createFileRoute('/lock/')({
  validateSearch: comeBack,
  beforeLoad: ({ search }) => demandPhase('locked', search.to),
  component: LockScreen,
});
