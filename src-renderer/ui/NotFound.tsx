import { Link } from '@tanstack/react-router';
import { EmptyState } from './EmptyState.tsx';

/** An address that names no screen. */
export function NotFound() {
  return (
    <EmptyState page title="There is no such page."
      text="The address may be mistyped or out of date."
      action={<Link to="/">Go to the overview</Link>} />
  );
}
