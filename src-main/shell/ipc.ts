import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { callNames, channelOf } from '../contract/channels.ts';
import type { EventName, EventPayload } from '../contract/contract.ts';
import type { Caller, Dispatch } from '../contract/handlers.ts';
import { isRendererUrl } from './protocol.ts';

/**
 * Registers every call of the contract, the only place that listens to a window. A call is handed
 * over only when it comes from the main frame of `window` and that frame shows our own page;
 * anyone else gets an error without a word about why. Input is validated by the dispatcher.
 */
export function answerCalls(window: BrowserWindow, dispatch: Dispatch, caller: Caller): void {
  for (const name of callNames) {
    ipcMain.handle(channelOf(name), (event, input: unknown) => {
      if (!isOurPage(window, event)) throw new Error('This call was refused.');
      return dispatch(name, input, caller);
    });
  }
}

/** Stops answering, so that a new window can be given the channels. */
export function stopAnswering(): void {
  for (const name of callNames) ipcMain.removeHandler(channelOf(name));
}

/** Tells the window what happened. A window that is gone needs to hear nothing. */
export function tellWindow<N extends EventName>(
  window: BrowserWindow,
  name: N,
  payload: EventPayload<N>,
): void {
  if (!window.isDestroyed()) window.webContents.send(channelOf(name), payload);
}

function isOurPage(window: BrowserWindow, event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  if (frame === null || window.isDestroyed()) return false;
  return frame === window.webContents.mainFrame && isRendererUrl(frame.url);
}
