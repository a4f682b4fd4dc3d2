import { createFileRoute } from '@tanstack/react-router';
import { comeBack, demandPhase } from '../../engine/phase.ts';
import { FirstRunScreen } from './FirstRunScreen.tsx';

export const Route = createFileRoute('/first-run/')({
  validateSearch: comeBack,
  beforeLoad: ({ search }) => demandPhase('first-run', search.to),
  component: FirstRunScreen,
});
