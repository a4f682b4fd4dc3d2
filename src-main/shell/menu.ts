import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { MenuRole, ShellWords } from './words.ts';

/** What the menu does beside the roles that each system brings along. */
export type MenuActs = {
  readonly openPath: (path: string) => void;
  readonly lock: () => void;
};

/**
 * The application menu: what each system expects (copy and paste depend on it on macOS), the
 * screens, and nothing that reloads or opens developer tools in a packaged application.
 */
export function setMenu(acts: MenuActs, words: ShellWords): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(acts, {
    platform: process.platform, packaged: app.isPackaged, words,
  })));
}

const screens = ['overview', 'attention', 'inbox', 'payments', 'settings'] as const;
const line: MenuItemConstructorOptions = { type: 'separator' };

export function menuTemplate(
  { openPath, lock }: MenuActs,
  { platform, packaged, words }: {
    readonly platform: NodeJS.Platform; readonly packaged: boolean; readonly words: ShellWords;
  },
): MenuItemConstructorOptions[] {
  const does = (...roles: MenuRole[]): MenuItemConstructorOptions[] =>
    roles.map((role) => ({ role, label: words.role[role] }));
  const isMac = platform === 'darwin';
  const go: MenuItemConstructorOptions[] = [
    ...screens.map((screen) =>
      ({ label: words.screen[screen], click: () => openPath(`/${screen}`) })),
    line,
    // The page knows the key as well; here it is only shown beside the words.
    { label: words.lock, accelerator: 'CmdOrCtrl+L', registerAccelerator: false, click: lock },
  ];
  const own: MenuItemConstructorOptions = { role: 'appMenu', submenu: [
    ...does('about'), line, ...does('services'), line, ...does('hide', 'hideOthers', 'unhide'),
    line, ...does('quit'),
  ] };
  return [
    ...isMac ? [own] : [],
    { role: 'fileMenu', label: words.menu.file, submenu: does(isMac ? 'close' : 'quit') },
    { role: 'editMenu', label: words.menu.edit, submenu: [
      ...does('undo', 'redo'), line, ...does('cut', 'copy', 'paste', 'delete'), line,
      ...does('selectAll'),
    ] },
    { label: words.menu.view, submenu: [
      ...does('resetZoom', 'zoomIn', 'zoomOut'), line, ...does('togglefullscreen'),
      ...packaged ? [] : [line, ...does('reload', 'toggleDevTools')],
    ] },
    { label: words.menu.go, submenu: go },
    { role: 'windowMenu', label: words.menu.window, submenu: isMac
      ? [...does('minimize', 'zoom'), line, ...does('front')] : does('minimize', 'close') },
    ...isMac ? []
      : [{ role: 'help', label: words.menu.help, submenu: does('about') } as const],
  ];
}
