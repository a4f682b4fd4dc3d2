import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';

/** A prepared file: the name to offer, and where its content lies. */
export type FileToSave = { readonly name: string; readonly path: string };

/**
 * Asks where a file should go and copies it there, whole or not at all. Answers the path, or null
 * when the person dismissed the dialog. Rejects with the system's reason when it cannot be written.
 */
export async function saveWithDialog(
  window: BrowserWindow,
  file: FileToSave,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), basename(file.name)),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return null;
  const partial = `${filePath}.part`;
  try {
    await copyFile(file.path, partial);
    await chmod(partial, 0o600);
    await rename(partial, filePath);
  } catch (error) {
    await rm(partial, { force: true });
    throw new Error(`${basename(filePath)} could not be written.`, { cause: error });
  }
  return filePath;
}
