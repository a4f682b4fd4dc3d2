import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { deliverFile } from '../../../../lists/deliver-file.ts';

/** The files that a payment leaves the house as. */
export const fileForms = ['pdf', 'json', 'evidence'] as const;
export type FileForm = (typeof fileForms)[number];

/** What was written last: its form and the SHA-256 of its bytes, to be compared later. */
export type WrittenFile = {
  readonly form: FileForm; readonly name: string; readonly sha256: string;
};

/** Writes the files of a payment and hands them over, one at a time. */
export function useSavedFiles(paymentId: string) {
  const [busy, setBusy] = useState<FileForm | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [written, setWritten] = useState<WrittenFile | null>(null);

  async function save(form: FileForm, zone: string | null = null): Promise<void> {
    setBusy(form);
    setFailure(null);
    try {
      const file = form === 'evidence' ? await call('files.evidence', { paymentId })
        : await call('files.receipt', form === 'pdf'
          ? { paymentId, format: form, zone } : { paymentId, format: form });
      await deliverFile(file);
      setWritten({ form, name: file.name, sha256: file.sha256 });
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(null);
    }
  }

  return { busy, failure, written, save };
}
