import { createFileRoute } from '@tanstack/react-router';
import { SettingsFrame } from './SettingsFrame.tsx';

export const Route = createFileRoute('/_console/settings')({ component: SettingsFrame });
