import { call } from '../engine/call.ts';
import { toastDone } from '../ui/toast.ts';
import { t } from '../words/t.ts';

/**
 * Hands a prepared file to the operator: Electron has shown its save dialog by the time it answers,
 * a browser downloads from the one-time address. A dismissed dialog says nothing.
 * @throws RefusalError where the file cannot be handed over.
 */
export async function deliverFile(file: {
  readonly fileId: string; readonly name: string;
}): Promise<void> {
  const { savedTo, downloadUrl } = await call('files.deliver', { fileId: file.fileId });
  if (downloadUrl !== null) download(downloadUrl, file.name);
  if (savedTo !== null) toastDone(t('common.savedTo', { place: savedTo }));
}

function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
