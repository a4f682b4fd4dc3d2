import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../ui/EmptyState.tsx';

/** What would fill the list, or how to see more of it. */
export function PaymentsEmpty({ filtered }: { readonly filtered: boolean }) {
  if (!filtered) {
    return (
      <EmptyState
        title="No payments yet"
        text="A marketplace makes them: each job that it posts to the listener gets a payment here."
        action={<Button variant="default" component={Link} to="/settings">Set up a key</Button>}
      />
    );
  }
  return (
    <EmptyState
      title="No payment matches these filters"
      text="Take a filter away, or look at all of them."
      action={<Button variant="default" component={Link} to="/payments">Show all payments</Button>}
    />
  );
}
