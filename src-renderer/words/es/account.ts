import type { Translated } from '../keys.ts';
import type { account as english } from '../en/account.ts';

export const account: Translated<typeof english> = {
  signedInAs: 'Sesión de {{name}}, {{role}}.',
  password: {
    title: 'Contraseña', change: 'Cambiar la contraseña', current: 'Contraseña actual',
    changed: 'La contraseña está cambiada.',
    others: 'Se cierran todas las demás ventanas con tu sesión.',
  },
  code: {
    title: 'Aplicación de códigos', setUp: 'Configurar una aplicación',
    replace: 'Cambiar de aplicación',
    on: 'Configurada: lo que mueve dinero o da poder se confirma con un código de la aplicación, '
      + 'cada código para un solo acto.',
    off: 'Ninguna: solo la contraseña responde de lo que haces. Con una aplicación, cada acto que '
      + 'mueve dinero o da poder se confirma con un código.',
    go: 'Seguir', finish: 'Usar esta aplicación',
    needed: 'Hace falta el código que muestra la aplicación.',
    qr: 'Código QR para la aplicación de códigos',
    scan: 'Escanearlo con una aplicación de códigos, o escribir en ella el secreto. Se muestra '
      + 'esta única vez. Después, escribir el código que muestra la aplicación.',
    ready: 'La aplicación está configurada.',
  },
  recovery: {
    title: 'Código de recuperación', make: 'Crear un código de recuperación',
    on: 'Hay uno. Permite volver a entrar cuando se pierden contraseña y aplicación; crear otro lo '
      + 'anula.',
    off: 'Ninguno. Conviene imprimir uno y guardarlo lejos de esta máquina: si ningún '
      + 'administrador puede entrar, nada más permite volver a hacerlo.',
    hint: 'Se muestra una sola vez. Quien lo tenga puede hacerse pasar por ti: imprimirlo y '
      + 'guardarlo bajo llave.',
  },
};
