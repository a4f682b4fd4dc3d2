import { app, type BrowserWindow } from 'electron';
import { bringForward } from './window.ts';

/**
 * Takes the lock of this data folder's window; false means that another window has it and was asked
 * to come forward, and this process should end. What the other process was called with is not
 * looked at: anyone can start a program with any argument.
 */
export function becomeSingleInstance(current: () => BrowserWindow | undefined): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = current();
    if (window !== undefined) bringForward(window);
  });
  return true;
}
