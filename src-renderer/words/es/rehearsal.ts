import type { Translated } from '../keys.ts';
import type { rehearsal as english } from '../en/rehearsal.ts';

export const rehearsal: Translated<typeof english> = {
  title: 'Ensayo',
  subtitle: 'Estropear a propósito los proveedores simulados y ver qué hace Paydesk. '
    + 'Nada es dinero real.',
  standIn: {
    walletDaemon: 'Monedero', exchange: 'Intercambio AITBC', chain: 'Cadena AITBC',
    any: 'Cualquiera',
  },
  operation: {
    any: 'Cualquier cosa', hold: 'Retención', release: 'Liberación', refund: 'Reembolso',
    purchase: 'Compra', inquire: 'Consulta', balance: 'Saldo', rate: 'Tipo de cambio',
    health: 'Estado', unknown: 'Desconocida',
  },
  kind: {
    hold: 'Retención', release: 'Liberación', refund: 'Reembolso', payout: 'Desembolso',
    purchase: 'Compra',
  },
  fault: {
    refuse: 'Rechaza', 'error-before': 'Falla antes de actuar',
    'error-after': 'Falla después de actuar', 'drop-before': 'Corta antes de actuar',
    'drop-after': 'Corta después de actuar', 'timeout-before': 'Nunca responde y no hizo nada',
    'timeout-after': 'Nunca responde, pero actuó', nonsense: 'Responde algo ilegible',
    slow: 'Responde despacio', down: 'Está caído', stuck: 'Acepta y se atasca',
    'no-status': 'No sabe decir qué pasó', 'no-hash': 'Dice que sí, sin transacción',
    'rate-limit': 'Pide una pausa', 'truncate-amount': 'Pierde los decimales',
    'stale-rate': 'Da un tipo de cambio antiguo', 'sent-zero': 'No envía nada y no lo dice',
    'sent-part': 'Envía la mitad y falla', 'quote-expired': 'Cotiza demasiado tarde',
    'token-revoked': 'Da un token muerto',
  },
  effect: {
    refuse: 'Un 400 limpio; no pasó nada.',
    'error-before': 'Un 500; no pasó nada.',
    'error-after': 'Pasó, y la respuesta es un 500.',
    'drop-before': 'La conexión se cierra sin respuesta; no pasó nada.',
    'drop-after': 'Pasó, y la conexión se cierra sin respuesta.',
    'timeout-before': 'La respuesta no llega nunca; no pasó nada.',
    'timeout-after': 'Pasó, y la respuesta no llega nunca.',
    nonsense: 'Pasó, y llega un 200 que no se puede leer.',
    slow: 'La respuesta correcta llega tarde.',
    down: 'Se rechaza toda conexión, durante este tiempo o hasta quitar el fallo.',
    stuck: 'Aceptado y pendiente, durante este tiempo o hasta quitar todos los fallos.',
    'no-status': 'La ruta que diría el estado responde 404.',
    'no-hash': 'La cadena dice que sí sin transacción; no se movió dinero.',
    'rate-limit': 'Un 429 que dice cuánto esperar; no pasó nada.',
    'truncate-amount': 'La cadena guarda solo tokens enteros.',
    'stale-rate': 'El tipo de cambio que da tiene esta antigüedad.',
    'sent-zero': 'El pago termina, no llega nada y no se avisa de ningún fallo.',
    'sent-part': 'Llega la mitad y el pago falla.',
    'quote-expired': 'La cotización vence en cuanto se hace.',
    'token-revoked': 'El token que emite está muerto.',
  },
  scenarios: {
    title: 'Escenarios',
    text: 'Cada uno hace pagos en el entorno de pruebas, estropea algo, lo arregla y puntúa.',
    start: 'Empezar', startOne: 'Empezar: {{scenario}}', stop: 'Parar', last: 'Último ensayo',
    needsHealthy: 'Quitar antes los fallos: un escenario parte de proveedores sanos.',
    oneRuns: 'Solo puede haber un escenario en marcha.',
  },
  scenario: {
    'stuck-provider': 'El intercambio se atasca', 'lost-answers': 'Se pierden respuestas',
    'provider-down': 'El intercambio está caído',
    'both-ways': 'Liberar y reembolsar a la vez',
    'endpoint-down': 'Un destino de webhooks está caído',
    'expiry-rush': 'Muchas garantías vencen a la vez',
  },
  story: {
    'stuck-provider': 'Tres liberaciones se aceptan y quedan pendientes cinco segundos. Ninguna '
      + 'debe enviarse dos veces.',
    'lost-answers': 'De cuatro liberaciones en Bitcoin, tres pierden la respuesta. Se pregunta al '
      + 'monedero qué fue de cada una.',
    'provider-down': 'Tres liberaciones no son recibidas durante tres segundos y se reintentan.',
    'both-ways': 'Cinco pagos se liberan y reembolsan en el mismo instante. El dinero sale una '
      + 'vez.',
    'endpoint-down': 'Se paga a tres beneficiarios mientras falla el destino de la plataforma, '
      + 'hasta que lo que debía saber queda como entregas fallidas. Encontrarlas y reenviarlas.',
    'expiry-rush': 'Doce garantías vencen juntas en cinco minutos. El trabajo de seis se entregó: '
      + 'liberarlas antes del vencimiento. Las demás vuelven por sí solas.',
  },
  step: {
    listen: 'La plataforma abre un destino de webhooks',
    hold: 'Los pagos se retienen', break: 'Se pone el fallo', release: 'Se liberan todos',
    'release-and-refund': 'Todos se liberan y reembolsan a la vez',
    endure: 'El fallo sigue puesto', mend: 'Se quita el fallo',
    turn: 'Es el turno del operador',
    settle: 'Paydesk encuentra la salida', judge: 'Se comparan el libro mayor y los libros',
  },
  runState: {
    running: 'En marcha', done: 'Terminado', stopped: 'Parado', failed: 'Fallido',
  },
  score: {
    title: 'Resultado', endedRight: 'Terminaron bien', neededPerson: 'Necesitaron a alguien',
    unfinished: 'Aún sin terminar', paidTwice: 'Pagados dos veces', books: 'Mayor y libros',
    equal: 'iguales', differ: 'difieren', took: 'Tiempo', payments: 'Pagos',
    saved: 'Liberados a tiempo', wrong: 'Liberados por error', heard: 'Recibido por la plataforma',
    dead: 'Entregas fallidas por el camino',
  },
  turn: {
    title: 'Turno del operador',
    release_one: 'Liberar este pago antes de que venza su garantía. Los demás vuelven por sí '
      + 'solos.',
    release_other: `Liberar estos {{count}} pagos antes de que venzan sus garantías. Los demás \
vuelven por sí solos.`,
    sendAgain: 'El destino ya funciona. Reenviar sus entregas fallidas.',
    letters: 'Entregas fallidas', left: 'Tiempo restante',
  },
  faults: {
    title: 'Fallos', list: 'Fallos puestos', form: 'Poner un fallo',
    text: 'Lo que un proveedor simulado hará mal cuando se le pida algo. Actúa primero el fallo '
      + 'más antiguo que encaje.',
    standIn: 'Proveedor', operation: 'Cuando se le pide', fault: 'Hace esto', times: 'Veces',
    seconds: 'Segundos', left: 'Veces que quedan', delay: 'Demora', acts: 'Acciones',
    always: 'hasta quitarlo', set: 'Poner el fallo', done: 'El fallo está puesto.',
    clear: 'Quitar', clearOne: 'Quitar: {{fault}}', clearAll: 'Quitar todos los fallos',
    none: 'No hay ningún fallo puesto',
    noneHint: 'Cada proveedor simulado se comporta como debe.',
    badTimes: 'Las veces son un número entero de 1 a {{most}}, o nada hasta quitarlo.',
    badDelay: 'Los segundos son un número entero de 1 a {{most}}, o nada.',
  },
  books: {
    title: 'Sus libros y nuestro libro mayor', totals: 'Totales',
    differences: 'Filas que difieren',
    text: 'Lo que cada proveedor simulado cree que pasó, junto a lo que Paydesk puede probar.',
    again: 'Comparar de nuevo', figure: 'Cifra', agree: 'Coinciden', held: 'Retenido',
    paid: 'Pagado', ledger: 'Nuestro mayor', books: 'Sus libros', inDoubt: 'Sin confirmar',
    verdict: { equal: 'Iguales', open: 'Aún abierto', differs: 'Difieren' },
    side: {
      books: 'Solo en sus libros', ledger: 'Solo en el mayor', open: 'Resultado aún abierto',
    },
    who: 'Dónde', kind: 'Qué', reference: 'Referencia', at: 'Cuándo', noPayment: 'ningún pago',
    same_one: 'Comparado fila por fila: la única fila coincide.',
    same_other: 'Comparado fila por fila: las {{count}} filas coinciden.',
    tooMany: 'Hay demasiados pagos para comparar fila por fila; valen los totales.',
    noneLinked: 'Ninguna conexión lleva a un proveedor simulado',
    noneLinkedHint: 'Apuntar una conexión a uno de ellos, o iniciar Paydesk con su propio entorno '
      + 'de pruebas.',
  },
};
