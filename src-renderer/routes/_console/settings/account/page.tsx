import { createFileRoute } from '@tanstack/react-router';
import { AccountScreen } from './AccountScreen.tsx';

export const Route = createFileRoute('/_console/settings/account/')({
  component: AccountScreen,
});
