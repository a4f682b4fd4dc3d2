import { createFileRoute } from '@tanstack/react-router';
import { comeBack, demandPhase } from '../../engine/phase.ts';
import { SignInScreen } from './SignInScreen.tsx';

export const Route = createFileRoute('/sign-in/')({
  validateSearch: comeBack,
  beforeLoad: ({ search }) => demandPhase('signed-out', search.to),
  component: SignInScreen,
});
