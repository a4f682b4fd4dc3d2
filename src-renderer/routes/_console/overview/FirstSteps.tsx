import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../ui/EmptyState.tsx';

/** A fresh installation: what would fill this page. */
export function FirstSteps({ connections }: { readonly connections: number }) {
  return (
    <EmptyState
      title="Nothing has been paid yet"
      text={`${connections === 0 ? 'Set up a connection to a provider first. Then give' : 'Give'} `
        + 'a marketplace an API key: each job that it posts to the listener makes a payment, and '
        + 'this page shows where the money is.'}
      action={<Button component={Link} to="/settings">Open the settings</Button>}
    />
  );
}
