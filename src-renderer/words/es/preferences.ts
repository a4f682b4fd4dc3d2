import type { Translated } from '../keys.ts';
import type { preferences as english } from '../en/preferences.ts';

export const preferences: Translated<typeof english> = {
  title: 'Preferencias',
  hint: 'Se guardan en esta ventana; nada de esto cambia lo que ven los demás.',
  colours: 'Colores', light: 'Claro', dark: 'Oscuro', auto: 'Como el sistema',
  contrast: 'Contraste', normal: 'Normal', high: 'Alto', system: 'Como el sistema',
  motion: 'Movimiento', reduced: 'Ninguno',
  density: 'Tablas', roomy: 'Normales', compact: 'Compactas',
  zone: 'Zona horaria',
  zoneHint: 'Las horas se muestran en ella con su nombre; UTC aparece al señalarlas.',
  noZone: 'Ninguna zona con ese nombre',
  language: 'Idioma',
  menu: 'Plegar el menú a iconos', menuHint: 'Una ventana estrecha lo pliega por sí misma.',
  amounts: 'Ocultar importes en pantalla',
  amountsHint: 'Las hojas que mueven dinero, las copias y los archivos los conservan.',
  sound: 'Un sonido breve cuando algo nuevo necesita a una persona',
};
