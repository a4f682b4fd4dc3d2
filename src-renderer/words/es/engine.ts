import { attention } from './attention.ts';
import { circle } from './engine-circle.ts';
import { wallets } from './engine-wallets.ts';
import { verbs } from './verbs.ts';

/**
 * Fixed sentences of the engine, by themselves: why a verb may not be used, what comes next, and
 * what the forms of the rails are called. `words.test.ts` finds those that the engine says no more.
 */
export const engine: Readonly<Record<string, string>> = {
  ...wallets,
  ...circle,
  // Attention: reasons and verbs.
  'Outcome unclear': attention.reason['outcome-unclear'],
  'Tries used up': attention.reason['dead-letter'],
  'Hold rejected': attention.reason['hold-rejected'],
  'Release or payout rejected': attention.reason['release-rejected'],
  'Refund rejected': attention.reason['refund-rejected'],
  'Refund address missing': attention.reason['refund-address-missing'],
  'Expiry asks for a decision': attention.reason['expiry-decision'],
  'Expiring soon': attention.reason['expiring-soon'],
  'Purchase rejected': attention.reason['purchase-rejected'],
  'Consent needed again': attention.reason['consent-needed'],
  'Paid in part': attention.reason['paid-in-part'],
  'Waits for a look': attention.reason['review-needed'],
  'Stuck at the provider': attention.reason['payout-stuck'],
  'Batch paused': attention.reason['batch-paused'],
  'Webhook undelivered': attention.reason['webhook-undelivered'],
  'Work broken': attention.reason['work-broken'],
  'Evidence contradicts': attention.reason.contradiction,
  Release: verbs.word.release,
  Refund: verbs.word.refund,
  Cancel: verbs.word.cancel,
  Retry: verbs.word.retry,
  Check: verbs.word.check,
  Withdraw: 'Retirar',
  'Attach evidence': verbs.word.attachEvidence,
  'Declare not done': verbs.word.declareNotDone,
  'Record return': verbs.word.recordReturn,
  'Record release': verbs.word.recordRelease,
  'Set refund address': verbs.word.setRefundAddress,
  Migrate: verbs.word.migrate,
  'Give up': verbs.word.giveUp,
  'Ask the payer again': verbs.word.askPayer,
  'Pay back': verbs.word.payBack,
  'Speed up': verbs.word.accelerate,
  'Take back': verbs.word.takeBack,
  Resume: attention.resume,
  'Send again': attention.replay,
  'Try again': 'Reintentar',
  'Seen and settled': 'Visto y resuelto',
  'no reason was given': 'sin motivo indicado',

  // What comes next.
  'is sent': 'se envía',
  'the provider is asked': 'se consulta al proveedor',
  'expiry warning': 'aviso de vencimiento',
  'the escrow ends': 'vence la garantía',
  'the job ends': 'termina el trabajo',
  'the link runs out': 'vence el enlace',
  'goes back': 'vuelve al pagador',
  'is released': 'se libera',
  'asks a person': 'pregunta a una persona',

  // Why a verb may not be used.
  'The payment has ended.': 'El pago ha terminado.',
  'Money is held: release or refund it.': 'Hay dinero retenido: liberarlo o reembolsarlo.',
  'The hold is on its way; wait for its outcome.':
    'La retención está en camino; esperar su resultado.',
  'Whoever pays this is not known, so nobody is asked.':
    'No se sabe quién paga esto, así que no se pregunta a nadie.',
  'The payout is on its way; wait for its outcome.':
    'El desembolso está en camino; esperar su resultado.',
  'A part has arrived: give up the rest instead.':
    'Una parte ha llegado: dar por fallido el resto.',
  'Nothing is left to be paid.': 'No queda nada por pagar.',
  'This rail pays back what is held; what was paid is final.':
    'Esta red devuelve lo retenido; lo pagado es definitivo.',
  'This payment is itself a repayment.': 'Este pago es ya una devolución.',
  'Only what has been paid can be paid back.': 'Solo puede devolverse lo que se ha pagado.',
  'Nothing is held on this rail.': 'En esta red no se retiene nada.',
  'The outcome is not known: check it.': 'El resultado no se conoce: comprobarlo.',
  'An operation is still open.': 'Hay una operación todavía abierta.',
  'Nothing was rejected.': 'No se rechazó nada.',
  'Nothing is waiting for an answer.': 'Nada espera respuesta.',
  'Nothing is waiting to be sent.': 'Nada espera a ser enviado.',
  'A refund is already on its way.': 'Ya hay un reembolso en camino.',
  'Only a Bitcoin payment of a job can move to tokens.':
    'Solo un pago en Bitcoin de un trabajo puede pasar a tokens.',
  'The bitcoin policy does not offer it yet.': 'La política de Bitcoin todavía no lo ofrece.',
  'The payment is not stalled.': 'El pago no está detenido.',
  'The outcome of an operation is not known: check it.':
    'El resultado de una operación no se conoce: comprobarlo.',
  'Another operation is still open.': 'Otra operación sigue abierta.',
  'A refund waits for its address.': 'Un reembolso espera su dirección.',
  'Nothing is held.': 'No hay nada retenido.',
  'The tokens were credited; the bitcoin is owed for them.':
    'Los tokens se abonaron; el bitcoin se debe por ellos.',
  'The tokens are not credited yet.': 'Los tokens aún no se han abonado.',
  'No outcome is unclear.': 'Ningún resultado está sin confirmar.',
  'The escrow has not ended at the provider, as far as is known.':
    'La garantía no ha terminado en el proveedor, que se sepa.',
  'This rail cannot put off the end of an escrow.':
    'Esta red no puede aplazar el vencimiento de una garantía.',

  // Finality, in the words of the rails.
  'A token transfer is final once the chain has taken its transaction.':
    'Una transferencia de tokens es definitiva en cuanto la cadena toma su transacción.',
  'A bitcoin transaction cannot be called back once the daemon has sent it.':
    'Una transacción de bitcoin no puede revertirse una vez que el monedero la ha enviado.',

  // Providers.
  'Not asked yet.': 'Sin consultar todavía.',
  'Resting after failures in a row.': 'En reposo tras varios fallos seguidos.',
  'The last call failed.': 'La última llamada falló.',
  'Answering.': 'Responde.',
  'The wallet daemon answers.': 'El monedero responde.',

  // What became of an operation, and why something happened.
  'Paydesk was restarted.': 'Paydesk se reinició.',
  'Paydesk stopped while this was being sent': 'Paydesk se detuvo mientras esto se enviaba',
  'The time to live ran out.': 'El plazo se agotó.',
  'the escrow ran out': 'la garantía venció',
  'The escrow ran out.': 'La garantía venció.',
  'The escrow ran out and a person has to decide.':
    'La garantía venció y debe decidir una persona.',
  'The escrow ran out; this payment asks a person then.':
    'La garantía venció; este pago pregunta entonces a una persona.',
  'The escrow ran out. The provider returns escrows by itself, and still holds this one.':
    'La garantía venció. El proveedor devuelve las garantías por su cuenta y aún retiene esta.',
  'The escrow ran out, and the provider cannot say whether it returned the money.':
    'La garantía venció, y el proveedor no puede decir si devolvió el dinero.',
  'the deadline had passed': 'el plazo había pasado',
  'the provider cannot say': 'el proveedor no puede decirlo',
  'the provider does not know the operation': 'el proveedor no conoce la operación',
  'the provider took it and gave no evidence in time':
    'el proveedor la tomó y no dio evidencia a tiempo',
  'no enabled connection serves this rail': 'ninguna conexión activa sirve esta red',
  'the call did not come back in time': 'la llamada no volvió a tiempo',
  'the provider had already returned the escrow': 'el proveedor ya había devuelto la garantía',
  'the provider moved the money itself': 'el proveedor movió el dinero por su cuenta',
  'The provider returned the escrow.': 'El proveedor devolvió la garantía.',
  'The bitcoin is held.': 'El bitcoin está retenido.',
  'The tokens were credited.': 'Los tokens se abonaron.',
  'The exchange refused the purchase.': 'La casa de cambio rechazó la compra.',
  'The job completed.': 'El trabajo se completó.',
  'It waits for a refund address.': 'Espera una dirección de reembolso.',
  'The payment was created.': 'El pago se creó.',

  // Whose word an evidence is.
  'the daemon\'s word': 'palabra del monedero',
  'the exchange\'s word': 'palabra de la casa de cambio',
  'the chain\'s word': 'palabra de la cadena',

  // Refusals where they are told without their code: items of a batch, and what it leaves out.
  'The payment has ended and never changes again.': 'El pago ha terminado y no vuelve a cambiar.',
  'The present state does not allow this.': 'El estado actual no lo permite.',
  'Another operation of this payment is still open.':
    'Otra operación de este pago sigue abierta.',
  'It is not known yet whether money moved; check the provider first.':
    'Aún no se sabe si el dinero se movió; comprobar antes con el proveedor.',
  'The amount is above what is still held.': 'El importe supera lo que sigue retenido.',
  'This rail moves the whole amount only.': 'Esta red solo mueve el importe entero.',
  'There is no refund address; two operators have to supply one.':
    'No hay dirección de reembolso; deben aportarla dos operadores.',
  'No usable connection serves this rail.': 'Ninguna conexión utilizable sirve esta red.',
  'It was changed meanwhile; look again and repeat.':
    'Se cambió entretanto; mirar de nuevo y repetir.',
  'There is nothing under this id.': 'No hay nada con este id.',

  // Refusals more precise than their code.
  'Sign in first; nothing was done.': 'Iniciar sesión antes; no se hizo nada.',
  'The session has ended; sign in again.': 'La sesión ha terminado; iniciar sesión de nuevo.',
  'This window has no session; open the address that Paydesk printed at its start.':
    'Esta ventana no tiene sesión; abrir la dirección que Paydesk mostró al iniciarse.',
  'This download was fetched already or has run out; ask for the file again.':
    'Esta descarga ya se recogió o ha vencido; pedir el archivo de nuevo.',
  'A sentence of a few words is easy to keep in mind.':
    'Una frase de pocas palabras es fácil de recordar.',
  'This marketplace already has that endpoint.': 'Esta plataforma ya tiene ese destino.',
  'Only https leaves this computer; http is for addresses on it.':
    'Solo https sale de este equipo; http es para direcciones en él.',
  'The job has ended or is paid otherwise.': 'El trabajo ha terminado o se paga de otra forma.',
  'This reference already proves another operation of the payment.':
    'Esta referencia ya demuestra otra operación del pago.',
  'The endpoints of these deliveries were removed; nothing was sent.':
    'Los destinos de estas entregas se quitaron; no se envió nada.',
  'These deliveries still wait for their next try.':
    'Estas entregas todavía esperan su próximo intento.',
  'The environment sets this value and wins; change it there. Nothing was saved.':
    'El entorno fija este valor y prevalece; cambiarlo allí. No se guardó nada.',

  // Settings.
  'Listener port': 'Puerto del receptor',
  'Listener address': 'Dirección del receptor',
  'Marketplace of callers without a key (only, or its id)':
    'Mercado de quienes llaman sin clave (only, o su identificador)',
  'Public address of the listener': 'Dirección pública del receptor',
  'Console port (browser mode)': 'Puerto de la consola (modo navegador)',
  'Log level': 'Nivel de registro',

  // The fields of the rails.
  'Below the base URL.': 'Bajo la dirección base.',
  'Create escrow': 'Crear garantía',
  'Release escrow': 'Liberar garantía',
  'Escrow state': 'Estado de la garantía',
  Health: 'Salud',
  Network: 'Red',
  Interface: 'Interfaz',
  'Sign-in': 'Acceso',
  'API key': 'Clave de API',
  'Bearer token': 'Token de portador',
  'Daemon tells the state of an escrow': 'El monedero dice el estado de una garantía',
  'With it, an unclear release can be checked. Without it, a person has to look.':
    'Con ello puede comprobarse una liberación sin confirmar. Sin ello, tiene que mirar una '
    + 'persona.',
  'Hold addresses of another network are not believed.':
    'No se aceptan direcciones de retención de otra red.',
  'Sent as "Authorization: Bearer …"; leave it empty where the daemon asks for none.':
    'Se envía como "Authorization: Bearer …"; dejarlo vacío si el monedero no pide ninguno.',
  'Sent as "Authorization: Bearer …".': 'Se envía como "Authorization: Bearer …".',
  'Sent as X-Api-Key.': 'Se envía como X-Api-Key.',
  'v1 is the exchange, v2 the RPC of the AITBC chain.':
    'v1 es la casa de cambio, v2 el RPC de la cadena AITBC.',
  'The exchange takes an X-Api-Key, the chain a bearer token.':
    'La casa de cambio usa X-Api-Key; la cadena, un token de portador.',
  'Parts can be released or refunded': 'Pueden liberarse o reembolsarse partes',
  ['Only where the exchange takes an amount with a release or refund and shows each of them when '
    + 'asked for the escrow.']:
    'Solo donde la casa de cambio admite un importe al liberar o reembolsar y muestra cada uno al '
    + 'consultar la garantía.',
  'Name buyer and provider to the exchange':
    'Nombrar comprador y proveedor ante la casa de cambio',
  'Switch it off where the exchange refuses fields that it does not know.':
    'Desactivar donde la casa de cambio rechace campos que no conoce.',
  'v1: create escrow': 'v1: crear garantía',
  'v1: release escrow': 'v1: liberar garantía',
  'v1: refund escrow': 'v1: reembolsar garantía',
  'v1: escrow state': 'v1: estado de la garantía',
  'v1: escrows of a job': 'v1: garantías de un trabajo',
  'v1: token balance': 'v1: saldo de tokens',
  'v1: exchange rate': 'v1: tipo de cambio',
  'v1: purchase': 'v1: compra',
  'v1: purchase state': 'v1: estado de la compra',
  'v1: purchases of a key': 'v1: compras de una clave',
  'v2: create escrow': 'v2: crear garantía',
  'v2: release escrow': 'v2: liberar garantía',
  'v2: refund escrow': 'v2: reembolsar garantía',
  'v2: escrow state': 'v2: estado de la garantía',
  // The rehearsal.
  'The stand-ins do not answer. Look whether the sandbox runs, and try again.':
    'Los proveedores simulados no responden. Comprobar que el entorno de pruebas funciona y '
    + 'reintentar.',
  'The control of the stand-ins answered, and not as expected: it may be another version.':
    'El control de los proveedores simulados respondió algo inesperado: puede ser otra versión.',
  'A scenario is already running. Nothing was started.':
    'Ya hay un escenario en marcha. No se empezó nada.',
  'Faults are set: clear them first. Nothing was started.':
    'Hay fallos puestos: quitarlos antes. No se empezó nada.',
  'The payments of the scenario could not be held, so nothing was rehearsed.':
    'No se pudieron retener los pagos del escenario, así que no se ensayó nada.',
  'The fault is not scripted any more: it was used up or cleared.':
    'El fallo ya no está puesto: se gastó o se quitó.',
  'This fault means nothing for that operation. Nothing was scripted.':
    'Este fallo no significa nada para esa operación. No se puso nada.',
  'There is no sandbox here: the providers are real. Nothing was done.':
    'Aquí no hay entorno de pruebas: los proveedores son reales. No se hizo nada.',
};
