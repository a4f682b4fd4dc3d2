import { Menu, app, type MenuItemConstructorOptions } from 'electron';

/** What the menu does beside the roles that each system brings along. */
export type MenuActs = {
  readonly openPath: (path: string) => void;
  readonly lock: () => void;
};

/**
 * The application menu: what each system expects (copy and paste depend on it on macOS), the
 * screens, and nothing that reloads or opens developer tools in a packaged application.
 */
export function setMenu(acts: MenuActs): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, acts)),
  );
}

const screens = [
  ['Overview', '/overview'], ['Attention', '/attention'], ['Inbox', '/inbox'],
  ['Payments', '/payments'], ['Settings', '/settings'],
] as const;

const about: MenuItemConstructorOptions = { role: 'help', submenu: [{ role: 'about' }] };

export function menuTemplate(
  platform: NodeJS.Platform,
  packaged: boolean,
  { openPath, lock }: MenuActs,
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const development: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  const go: MenuItemConstructorOptions[] = [
    ...screens.map(([label, path]) => ({ label, click: () => openPath(path) })),
    { type: 'separator' },
    // The page knows the key as well; here it is only shown beside the words.
    { label: 'Lock', accelerator: 'CmdOrCtrl+L', registerAccelerator: false, click: lock },
  ];
  return [
    ...platform === 'darwin' ? [{ role: 'appMenu' } as const] : [],
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: 'View', submenu: packaged ? view : [...view, ...development] },
    { label: 'Go', submenu: go },
    { role: 'windowMenu' },
    ...platform === 'darwin' ? [] : [about],
  ];
}
