import type { InboxEntryView } from '../contract/inbox.ts';
import type { WindowLanguage } from '../contract/session.ts';

/** Every text of menus, tray, notifications and dialogs, in the language of the window. */
export type ShellWords = {
  readonly menu: {
    readonly file: string; readonly edit: string; readonly view: string; readonly go: string;
    readonly window: string; readonly help: string;
  };
  readonly role: Readonly<Record<MenuRole, string>>;
  readonly screen: Readonly<Record<
    'overview' | 'attention' | 'inbox' | 'payments' | 'settings', string
  >>;
  readonly lock: string;
  readonly tray: {
    readonly nobody: string; readonly nothing: string; readonly needs: (count: number) => string;
    readonly forInformation: (count: number) => string;
    readonly open: string; readonly quit: string;
  };
  /** What an entry is, without amounts or names: a notification is read by whoever passes by. */
  readonly entry: Readonly<Record<InboxEntryView['kind'], string>>;
  readonly more: (count: number) => string;
  readonly outside: {
    readonly question: (host: string) => string; readonly cancel: string; readonly open: string;
  };
};

/** What each system does by itself, under our words: Electron brings English ones only. */
export type MenuRole =
  | 'about' | 'services' | 'hide' | 'hideOthers' | 'unhide' | 'quit' | 'close' | 'undo' | 'redo'
  | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll' | 'resetZoom' | 'zoomIn' | 'zoomOut'
  | 'togglefullscreen' | 'reload' | 'toggleDevTools' | 'minimize' | 'zoom' | 'front';

export const shellWords: Readonly<Record<WindowLanguage, ShellWords>> = {
  en: {
    menu: {
      file: 'File', edit: 'Edit', view: 'View', go: 'Go', window: 'Window', help: 'Help',
    },
    role: {
      about: 'About Paydesk', services: 'Services', hide: 'Hide Paydesk',
      hideOthers: 'Hide Others', unhide: 'Show All', quit: 'Quit Paydesk', close: 'Close Window',
      undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', delete: 'Delete',
      selectAll: 'Select All', resetZoom: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out',
      togglefullscreen: 'Toggle Full Screen', reload: 'Reload',
      toggleDevTools: 'Toggle Developer Tools', minimize: 'Minimize', zoom: 'Zoom',
      front: 'Bring All to Front',
    },
    screen: {
      overview: 'Overview', attention: 'Attention', inbox: 'Inbox', payments: 'Payments',
      settings: 'Settings',
    },
    lock: 'Lock',
    tray: {
      nobody: 'nobody is signed in', nothing: 'nothing new needs you',
      needs: (count) => (count === 1 ? '1 needs you' : `${count} need you`),
      forInformation: (count) => `${count} for information`,
      open: 'Open Paydesk', quit: 'Quit Paydesk',
    },
    entry: {
      'outcome-unclear': 'An outcome is not known', 'dead-letter': 'Tries are used up',
      'hold-rejected': 'A hold was rejected',
      'release-rejected': 'A release or payout was rejected',
      'refund-rejected': 'A refund was rejected',
      'refund-address-missing': 'A refund waits for its address',
      'expiry-decision': 'An escrow ran out and asks for a decision',
      'expiring-soon': 'An escrow runs out soon', 'purchase-rejected': 'A purchase was rejected',
      'consent-needed': 'A payer has to agree again',
      'paid-in-part': 'A payment arrived in part',
      'review-needed': 'A payout waits for a look', 'payout-stuck': 'A payout is stuck',
      'batch-paused': 'A batch is paused',
      'webhook-undelivered': 'A webhook could not be delivered',
      'work-broken': 'Something failed inside', contradiction: 'Evidence contradicts a record',
      'expired-refunded': 'An escrow ran out and was refunded',
      'expired-released': 'An escrow ran out and was released',
      'batch-finished': 'A batch has ended', 'provider-down': 'A provider does not answer',
      'provider-up': 'A provider answers again', 'backup-done': 'A backup or a drill has ended',
    },
    more: (count) => `${count} more need a person`,
    outside: {
      question: (host) => `Open ${host} in your browser?`, cancel: 'Cancel', open: 'Open',
    },
  },
  es: {
    menu: {
      file: 'Archivo', edit: 'Edición', view: 'Ver', go: 'Ir', window: 'Ventana', help: 'Ayuda',
    },
    role: {
      about: 'Acerca de Paydesk', services: 'Servicios', hide: 'Ocultar Paydesk',
      hideOthers: 'Ocultar las demás', unhide: 'Mostrar todo', quit: 'Salir de Paydesk',
      close: 'Cerrar ventana', undo: 'Deshacer', redo: 'Rehacer', cut: 'Cortar', copy: 'Copiar',
      paste: 'Pegar', delete: 'Eliminar', selectAll: 'Seleccionar todo',
      resetZoom: 'Tamaño real', zoomIn: 'Ampliar', zoomOut: 'Reducir',
      togglefullscreen: 'Pantalla completa', reload: 'Recargar',
      toggleDevTools: 'Herramientas de desarrollo', minimize: 'Minimizar', zoom: 'Zoom',
      front: 'Traer todo al frente',
    },
    screen: {
      overview: 'Resumen', attention: 'Atención', inbox: 'Bandeja', payments: 'Pagos',
      settings: 'Ajustes',
    },
    lock: 'Bloquear',
    tray: {
      nobody: 'nadie ha iniciado sesión', nothing: 'nada nuevo requiere atención',
      needs: (count) =>
        (count === 1 ? '1 requiere atención' : `${count} requieren atención`),
      forInformation: (count) => `${count} para información`,
      open: 'Abrir Paydesk', quit: 'Salir de Paydesk',
    },
    entry: {
      'outcome-unclear': 'Un resultado está sin confirmar',
      'dead-letter': 'Se agotaron los intentos', 'hold-rejected': 'Se rechazó una retención',
      'release-rejected': 'Se rechazó una liberación o un desembolso',
      'refund-rejected': 'Se rechazó un reembolso',
      'refund-address-missing': 'Un reembolso espera su dirección',
      'expiry-decision': 'Una garantía venció y requiere una decisión',
      'expiring-soon': 'Una garantía vence pronto', 'purchase-rejected': 'Se rechazó una compra',
      'consent-needed': 'Un pagador debe volver a autorizar',
      'paid-in-part': 'Un pago llegó en parte',
      'review-needed': 'Un pago espera una revisión', 'payout-stuck': 'Un pago está atascado',
      'batch-paused': 'Un lote está en pausa',
      'webhook-undelivered': 'No se pudo entregar un webhook',
      'work-broken': 'Algo falló internamente',
      contradiction: 'La evidencia contradice un registro',
      'expired-refunded': 'Una garantía venció y se reembolsó',
      'expired-released': 'Una garantía venció y se liberó',
      'batch-finished': 'Un lote ha terminado', 'provider-down': 'Un proveedor no responde',
      'provider-up': 'Un proveedor vuelve a responder',
      'backup-done': 'Terminó una copia o un ensayo de restauración',
    },
    more: (count) => `${count} más requieren a una persona`,
    outside: {
      question: (host) => `¿Abrir ${host} en el navegador?`, cancel: 'Cancelar', open: 'Abrir',
    },
  },
};
