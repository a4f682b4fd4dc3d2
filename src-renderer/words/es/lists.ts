import type { Translated } from '../keys.ts';
import type { lists as english } from '../en/lists.ts';

export const lists: Translated<typeof english> = {
  views: {
    label: 'Vistas', all: 'Todos', save: 'Guardar vista', saved: 'Se guardó la vista {{name}}.',
    name: 'Nombre de la vista', update: 'Guardar los cambios en esta vista',
    rename: 'Cambiar el nombre…', remove: 'Eliminar esta vista',
    removed: 'Se eliminó la vista {{name}}.', earlier: 'Mover a la izquierda',
    later: 'Mover a la derecha', menu: 'Sobre la vista {{name}}', changed: 'modificada',
    hint: 'Guarda filtros, orden y columnas. La dirección puede compartirse.',
    openNamed: 'Abrir la vista {{name}}',
  },
  columns: {
    button: 'Columnas', label: 'Columnas de la tabla', shown: 'Mostrar {{column}}',
    earlier: 'Mover {{column}} a la izquierda', later: 'Mover {{column}} a la derecha',
    reset: 'Como venía',
  },
  live: {
    on: 'En vivo', off: 'En pausa', lost: 'Sin conexión', pause: 'Pausar',
    pauseHint: 'Dejar quieta la lista: nada cambia en pantalla hasta continuar',
    read: 'actualizado <when/>',
  },
  exportCsv: 'Exportar CSV',
  exportMore: 'La lista tiene más de {{count}} filas: el archivo contiene las primeras.',
  copiedId: 'Se copió {{id}}',
  sheetName: 'Vista nueva',
};
