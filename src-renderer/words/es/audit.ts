import type { Translated } from '../keys.ts';
import type { audit as english } from '../en/audit.ts';

export const audit: Translated<typeof english> = {
  title: 'Auditoría',
  subtitle: 'Cada cambio, enlazado al anterior por su hash; ninguno puede quitarse sin que se '
    + 'note.',
  verify: 'Verificar la cadena',
  entries: 'Entradas de auditoría',
  number: 'N.º',
  when: 'Cuándo',
  who: 'Quién',
  on: 'Sobre',
  link: 'Eslabón de la cadena',
  none: 'Aún no ha ocurrido nada.',
  noneAbout: 'Ninguna entrada trata de este id.',
  noneHint: 'Cada cambio escribe aquí una entrada, en la misma transacción.',
  only: 'Solo entradas sobre este id',
  show: 'Mostrar',
  proof: {
    broken: 'La cadena no es íntegra',
    brokenText: '{{problem}} Guardar una copia de la carpeta de datos antes de hacer nada más.',
    mismatch: 'Una entrada no coincide con su hash.',
    holds: 'La cadena es íntegra',
    recomputed_one: 'Se recalculó {{count}} entrada y se recontó el libro mayor.',
    recomputed_many: 'Se recalcularon {{count}} de entradas y se recontó el libro mayor.',
    recomputed_other: 'Se recalcularon {{count}} entradas y se recontó el libro mayor.',
    newest: 'Eslabón más reciente: <hash/>',
  },
};
