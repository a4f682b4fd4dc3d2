import { createFileRoute } from '@tanstack/react-router';
import { comeBack, demandPhase } from '../../engine/phase.ts';
import { RecoverScreen } from './RecoverScreen.tsx';

export const Route = createFileRoute('/recover/')({
  validateSearch: comeBack,
  beforeLoad: ({ search }) => demandPhase('signed-out', search.to),
  component: RecoverScreen,
});
