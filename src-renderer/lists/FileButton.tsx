import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { toastRefusal } from '../ui/toast.ts';
import { deliverFile } from './deliver-file.ts';

type FileButtonProps = {
  readonly label: string;
  /** Has the file made; a refusal is told as a toast. */
  readonly prepare: () => Promise<Parameters<typeof deliverFile>[0]>;
  readonly onDelivered?: () => void;
};

/** Has a file made and hands it to the operator. */
export function FileButton({ label, prepare, onDelivered }: FileButtonProps) {
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      await deliverFile(await prepare());
      onDelivered?.();
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} leftSection={<Download size={14} aria-hidden />}
      onClick={() => void save()}>{label}</Button>
  );
}
