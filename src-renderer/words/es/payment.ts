import type { Translated } from '../keys.ts';
import type { payment as english } from '../en/payment.ts';

export const payment: Translated<typeof english> = {
  title: 'Pago a {{payee}}',
  back: 'Pagos',
  next: 'Próximo paso: <what/> <when/>',
  disagree: 'El libro mayor y el proveedor no coinciden',
  differs: 'Las cifras del monedero del pagador no coinciden: preguntar allí qué se cargó',
  waits: 'A la espera de una persona',
  tabs: {
    label: 'Sobre este pago', timeline: 'Cronología', operations: 'Operaciones',
    ledger: 'Libro mayor', receipt: 'Recibo',
  },
  picture: {
    label: 'Dónde está el dinero', payer: 'Pagador', payee: 'Beneficiario',
    escrow: 'Garantía en {{place}}', noConnection: 'ninguna conexión todavía',
    held: 'retenido <amount/>', unclear: 'sin confirmar <amount/>', paidIn: 'ingresado <amount/>',
    released: 'liberado <amount/>', refunded: 'reembolsado <amount/>',
    moving: 'en camino <amount/>', paid: 'pagado <amount/>', debited: 'cargado <amount/>',
  },
  clocks: {
    label: 'Plazos', job: 'trabajo', escrow: 'garantía', link: 'enlace', quote: 'cotización',
    ended: 'terminó <when/>', ends: 'termina <when/>',
  },
  facts: {
    label: 'Cuentas y enlaces', escrow: 'Depósito en garantía', notMade: 'sin crear todavía',
    payeeAccount: 'Cuenta del beneficiario', providerKnows: 'consta al proveedor',
    refundAddress: 'Dirección de reembolso',
    noneRecorded: 'no consta ninguna; un reembolso la espera',
    atProvider: 'la cuenta del pagador en el proveedor', runsOut: 'Cuando vence la garantía',
    refund: 'reembolsar al pagador, <when/>', release: 'liberar al beneficiario, <when/>',
    ask: 'esperar a una persona, <when/>', noExpiry: 'sin vencimiento todavía',
    jobIn: 'Trabajo, {{state}}', reference: 'Referencia de la plataforma',
    migratedFrom: 'Migrado de', releaseHash: 'Transacción de liberación',
    refundHash: 'Transacción de reembolso', payerWallet: 'Monedero del pagador',
    payeeWallet: 'Monedero del beneficiario', offer: 'Oferta', seller: 'Vendedor',
    openSeller: 'abrir el vendedor', refundOf: 'Devuelve', repaidBy: 'Devuelto por',
    migratedTo: 'Migrado a',
  },
  operations: {
    none: 'Aún no se ha pedido nada a un proveedor; la retención será lo primero.',
    nonePaid: 'Aún no se ha pedido nada a un proveedor; el desembolso será lo primero.',
    delivered: 'Entregado', debited: 'Cargado',
    label: '{{kind}}, número {{number}}', title: '{{number}}. {{kind}}', at: 'En',
    noConnection: 'ninguna conexión elegida todavía', to: 'A', reference: 'Referencia',
    evidence: 'Evidencia', noneYet: 'ninguna todavía', evidenceLine: '{{kind}}, {{word}}',
    evidenceRaw: 'Evidencia tal como se recibió', failure: 'Fallo', askedBy: 'Pedida por',
    key: 'Clave de idempotencia', repeats: 'Repite', stopped: 'Detenida', due: 'Prevista',
    usedUp: 'sus intentos se agotaron; decide una persona',
  },
  attempt: {
    sent: 'Intento {{number}}, enviado {{at}} · {{took}} · {{outcome}}',
    asked: 'Intento {{number}}, consultado {{at}} · {{took}} · {{outcome}}',
    noAnswer: 'sin respuesta todavía', notKnown: 'resultado desconocido',
    request: 'Petición del intento {{number}}', answer: 'Respuesta al intento {{number}}',
  },
  ledger: {
    none: 'Aún no hay asientos. Aparecen cuando hay evidencia de que el dinero se movió.',
    postings: 'Asientos', accounts: 'Cuentas', account: 'Cuenta', operation: 'Operación',
    when: 'Cuándo', change: 'Variación', standsAt: 'Saldo',
  },
  receipt: {
    title: 'El recibo, a día de hoy',
    pdf: 'Guardar como PDF', json: 'Guardar como JSON', show: 'Mostrar el recibo',
    zone: 'Zona horaria del lector',
    text: 'El archivo, en inglés, dice esto con cada paso y lo que lo prueba. El PDF muestra las '
      + 'horas en UTC y en la zona del lector.',
    notSaved: 'El archivo no se guardó',
  },
  evidence: {
    menu: 'Evidencia', title: 'Todo lo que se sabe de él', save: 'Guardar todo como ZIP',
    show: 'Mostrar operaciones y respuestas',
    text: 'Un solo archivo con el pago, cada intento y su respuesta, los asientos, el historial, '
      + 'las entradas de auditoría, los webhooks y el recibo, y una lista de sumas de '
      + 'comprobación. No contiene secretos.',
    written: 'Se escribió {{name}}. Su SHA-256, para compararlo más tarde:',
    digest: 'suma de comprobación',
  },
  codes: {
    label: 'Código QR de {{text}}', choose: 'Qué lleva el código', text: 'texto del código',
    kind: {
      escrow: 'Garantía', refund: 'Dirección de reembolso', transaction: 'Transacción',
      link: 'Esta página',
    },
    asks: 'Una cartera que lo lea propone ingresar este importe. Hay que pagarlo una sola vez.',
    note: {
      escrow: 'Para consultarla. No lleva importe, porque no hay nada que ingresar.',
      refund: 'Para consultarla. No lleva importe; los reembolsos se envían desde aquí.',
      transaction: 'Para consultarla en un explorador.',
      link: 'Abre esta página en este ordenador.',
    },
  },
  timeline: {
    became: 'Pago: {{status}}',
    none: 'Aún no ha ocurrido nada; el primer paso se escribe aquí.',
    label: 'Qué ocurrió, lo más reciente primero',
  },
};
