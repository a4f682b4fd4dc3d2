import type { backups as english } from '../en/backups.ts';
import type { Translated } from '../keys.ts';

export const backups: Translated<typeof english> = {
  title: 'Copias de seguridad',
  text: 'Copias completas del almacén, hechas mientras trabaja: una al día, antes de cada cambio '
    + 'del esquema y cuando se piden. Están en <folder></folder>. El archivo data.key no está en '
    + 'ninguna: conviene guardarlo aparte, pues sin él no se lee ningún secreto de conexión.',
  now: 'Hacer una copia',
  making: 'Se está haciendo una copia',
  drilling: 'Se está examinando una copia',
  none: 'Aún no hay ninguna copia.',
  noneHint: 'La primera diaria se hace un minuto después del inicio.',
  made: 'Copia hecha: {{payments}} pagos, {{size}}.',
  kind: { daily: 'diaria', asked: 'pedida', migration: 'antes de una migración' },
  columns: {
    made: 'Hecha', kind: 'Motivo', size: 'Tamaño', payments: 'Pagos',
    audit: 'Entradas de auditoría', drill: 'Ensayo de restauración', acts: 'Acciones',
  },
  drill: {
    act: 'Ensayar', actOf: 'Ensayar la copia de {{when}}', none: 'aún no', good: 'Correcta',
    bad: 'Incorrecta',
    passed: 'La copia es válida: archivo, cadena de auditoría y libro mayor cuadran ({{entries}} '
      + 'entradas, {{took}}).',
    failed: 'No se puede confiar en la copia: {{problem}}',
  },
  remove: {
    act: 'Eliminar', actOf: 'Eliminar la copia de {{when}}',
    title: '¿Eliminar la copia de {{when}}?',
    text: 'No se puede recuperar. Las demás copias se conservan.', confirm: 'Eliminar copia',
    done: 'Se eliminó la copia de {{when}}.',
  },
  rule: {
    text: 'Se conservan {{daily}} días, el último de {{weekly}} semanas, como mucho {{size}}.',
    always: 'También diez de las pedidas. Las dos más recientes se quedan siempre.',
    change: 'Cambiar lo que se conserva', title: 'Lo que se conserva', daily: 'Días',
    weekly: 'Semanas', size: 'Como mucho, GiB',
    hint: {
      daily: 'La copia más reciente de cada uno de los últimos días.',
      weekly: 'Más atrás: la última copia de cada una de tantas semanas.',
      size: 'Todas las copias juntas; las más antiguas se van primero.',
    },
    whole: 'Se necesita un número entero de {{min}} a {{max}}.',
    saved: 'Guardado. Se aplica con la próxima copia.',
  },
  restore: {
    reasonHint: 'Queda en el registro de auditoría.',
    act: 'Restaurar', actOf: 'Restaurar la copia de {{when}}',
    title: 'Restaurar la copia de {{when}}',
    copy: 'Copia', holds: 'Contiene', lost: 'Se pierde de vista',
    holdsText: '{{payments}} pagos, {{entries}} entradas de auditoría',
    lostText: 'todo lo ocurrido después, en este almacén; los proveedores conservan lo suyo',
    kept: 'Almacén actual', keptText: 'se aparta dentro de la carpeta de datos, no se elimina',
    finality: 'Paydesk examina la copia, se detiene, la pone en lugar del almacén y vuelve a '
      + 'empezar. Todos inician sesión de nuevo. No se envía nada antes de preguntar a los '
      + 'proveedores por todo lo abierto y de que dos operadores levanten la retención.',
    type: 'Escribir el nombre de la copia',
    typed: 'Se necesita el nombre de la copia, como figura arriba.',
    confirm: 'Restaurar esta copia',
    begun: 'La copia es válida. Paydesk vuelve a empezar con ella; hay que iniciar sesión de nuevo '
      + 'en un momento.',
  },
  restored: {
    notice: 'Este almacén se restauró de una copia y no envía nada hasta que coincida con los '
      + 'proveedores. <link>Ver el estado</link>',
    title: 'Restaurado de una copia; no se envía nada',
    sentence: 'Restaurado {{when}} por {{by}} y {{second}} de la copia de {{copy}}: {{reason}}',
    missing_one: '{{count}} entrada de auditoría del almacén sustituido no está en la copia. Los '
      + 'pagos posteriores a la copia faltan aquí: comparar con las plataformas antes de levantar.',
    missing_other: '{{count}} entradas de auditoría del almacén sustituido no están en la copia. '
      + 'Los pagos posteriores a la copia faltan aquí: comparar con las plataformas antes de '
      + 'levantar.',
    missingUnknown: 'No se sabe qué contenía el almacén sustituido además de la copia. Los pagos '
      + 'posteriores a la copia faltan aquí: comparar con las plataformas antes de levantar.',
    asked: 'Consultados', differing: 'Para decidir', silent: 'Aún sin respuesta',
    unclear: 'Sin confirmar', attention: 'Verlos en Atención',
    asking: 'Se está preguntando a los proveedores; continúa por sí solo.',
    askedAll: 'Todos los proveedores han respondido.',
    lift: 'Permitir envíos', liftTitle: 'Permitir que el almacén restaurado vuelva a enviar',
    liftHint: 'Sale lo que esperaba: reembolsos, liberaciones y webhooks pendientes.',
    liftFinality: 'Los pagos dejados a una persona siguen esperando. Todo lo demás continúa por sí '
      + 'solo desde ahora.',
    lifted: 'El almacén vuelve a enviar.',
    blockedSilent: 'Aún no han respondido todos los proveedores.',
    blockedUnclear_one: '{{count}} pago sigue sin confirmar.',
    blockedUnclear_other: '{{count}} pagos siguen sin confirmar.',
  },
};
