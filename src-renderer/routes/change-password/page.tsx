import { createFileRoute } from '@tanstack/react-router';
import { comeBack, demandPhase } from '../../engine/phase.ts';
import { ChangePasswordScreen } from './ChangePasswordScreen.tsx';

export const Route = createFileRoute('/change-password/')({
  validateSearch: comeBack,
  beforeLoad: ({ search }) => demandPhase('change-password', search.to),
  component: ChangePasswordScreen,
});
