/**
 * Electron as the shell's tests meet it: `vi.mock('electron', () => import(…))`. It only records
 * what it is told, and lets a test play the page, the other process or the operating system.
 */
import { EventEmitter } from 'node:events';

type IpcHandler = (event: unknown, input: unknown) => unknown;
type ProtocolHandler = (request: { method: string; url: string }) => Response;

export const handlers = new Map<string, IpcHandler>();
export const ipcMain = {
  handle: (channel: string, handler: IpcHandler) => void handlers.set(channel, handler),
  removeHandler: (channel: string) => void handlers.delete(channel),
};

export const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
export const protocolHandlers = new Map<string, ProtocolHandler>();
export const protocol = {
  registerSchemesAsPrivileged: (list: typeof schemes) => void schemes.push(...list),
  handle: (scheme: string, handler: ProtocolHandler) => void protocolHandlers.set(scheme, handler),
};

class App extends EventEmitter {
  isPackaged = true;
  lockIsFree = true;
  requestSingleInstanceLock(): boolean {
    return this.lockIsFree;
  }
  getPath(name: string): string {
    return `/${name}`;
  }
  readonly paths = new Map<string, string>();
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  /** Electron is ready only when the test says so: waiting for it too early hangs, as in life. */
  becomeReady: () => void = () => {};
  #ready = new Promise<void>((resolve) => {
    this.becomeReady = resolve;
  });
  whenReady(): Promise<void> {
    return this.#ready;
  }
  readonly ends: string[] = [];
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.ends.push('quit');
  }
  exit(code: number): void {
    this.ends.push(`exit ${code}`);
  }
}
export const app = new App();

export const keychain = { available: true, backend: 'gnome_libsecret', locked: false };
export const safeStorage = {
  isEncryptionAvailable: () => keychain.available,
  getSelectedStorageBackend: () => keychain.backend,
  encryptString: (text: string) => Buffer.from(Buffer.from(text).toString('base64')),
  decryptString: (sealed: Buffer) => {
    if (keychain.locked) throw new Error('locked');
    return Buffer.from(sealed.toString(), 'base64').toString();
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export class WebContents extends EventEmitter {
  readonly mainFrame = { url: 'app://console/payments' };
  readonly sent: { channel: string; payload: unknown }[] = [];
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload });
  }
}

export const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Record<string, unknown>;
  readonly loaded: string[] = [];
  destroyed = false;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    windows.push(this);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds(): Record<string, number> {
    return { x: 10, y: 20, width: 1200, height: 800 };
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {
    this.emit('shown');
  }
  focused = false;
  maximized = false;
  isFocused(): boolean {
    return this.focused;
  }
  focus(): void {
    this.focused = true;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  isMaximized(): boolean {
    return this.maximized;
  }
  maximize(): void {
    this.maximized = true;
  }
}

/** What a person answers to the dialogs, and what was shown to them. */
export const person = {
  savesTo: '',
  agrees: false,
  shown: [] as { message?: string; detail?: string; defaultPath?: string }[],
};
export const errorBoxes: string[] = [];
export const dialog = {
  showErrorBox: (_title: string, text: string) => void errorBoxes.push(text),
  showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
    person.shown.push(options);
    return Promise.resolve({ canceled: person.savesTo === '', filePath: person.savesTo });
  },
  showMessageBox: (_window: unknown, options: { message: string; detail: string }) => {
    person.shown.push(options);
    return Promise.resolve({ response: person.agrees ? 1 : 0 });
  },
};

export const openedOutside: string[] = [];
export const shell = {
  openExternal: (url: string) => {
    openedOutside.push(url);
    return Promise.resolve();
  },
};

export const powerMonitor = Object.assign(new EventEmitter(), {
  idleSeconds: 0,
  getSystemIdleTime(): number {
    return this.idleSeconds;
  },
});

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    webRequest: { onBeforeRequest: () => {} },
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
  }),
};

type MenuItem = { label?: string; role?: string; submenu?: MenuItem[] };
/** The application menus in the order in which they were set. */
export const applicationMenus: MenuItem[][] = [];
export const Menu = {
  buildFromTemplate: (list: unknown) => list,
  setApplicationMenu: (menu: MenuItem[]) => void applicationMenus.push(menu),
};

/** What was told to the system, and what stands in its tray. */
export const notifications: Notification[] = [];
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  readonly options: { title: string; body: string; silent?: boolean };
  constructor(options: { title: string; body: string; silent?: boolean }) {
    super();
    this.options = options;
  }
  show(): void {
    notifications.push(this);
  }
}

type TrayItem = { label?: string; enabled?: boolean; click?: () => void };
export const trays: Tray[] = [];
export class Tray extends EventEmitter {
  toolTip = '';
  menu: TrayItem[] = [];
  images = 0;
  destroyed = false;
  constructor(_image: unknown) {
    super();
    trays.push(this);
  }
  setImage(): void {
    this.images += 1;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: TrayItem[]): void {
    this.menu = menu;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

export const nativeImage = { createFromBitmap: (pixels: Buffer) => ({ pixels }) };
