import type { Translated } from '../keys.ts';
import type { exchange as english } from '../en/exchange.ts';

export const exchange: Translated<typeof english> = {
  title: 'Cambio',
  subtitle: 'AITBC comprados con Bitcoin: se retiene, se acreditan, se paga.',
  rate: {
    title: 'Cambio actual', each: '1 BTC = {{rate}} AITBC', asked: 'según el intercambio <when/>',
    none: 'No hay cambio disponible',
    hint: 'Mientras tanto se rechazan las compras; las que están en curso continúan.',
    again: 'Preguntar de nuevo',
  },
  buy: 'Comprar tokens',
  list: 'Compras',
  only: 'Solo este usuario',
  show: 'Mostrar',
  none: 'Todavía no hay compras',
  noneHint: 'Una plataforma compra por su API; un operador compra aquí en nombre de un usuario.',
  noneOf: 'Este usuario no ha comprado nada.',
  columns: {
    state: 'Estado', user: 'Usuario', btc: 'Bitcoin', aitbc: 'Tokens', rate: 'Cambio', to: 'A',
    created: 'Creada',
  },
  state: {
    'rate-locked': 'Cambio fijado', held: 'Bitcoin retenido', purchasing: 'Comprando',
    credited: 'Acreditada', completed: 'Completada', refunding: 'Volviendo', refunded: 'Devuelta',
    frozen: 'Congelada', failed: 'Fallida',
  },
  where: {
    'rate-locked': 'La retención del bitcoin está en camino; aún no se compró nada.',
    held: 'El bitcoin está retenido; ahora se pregunta al intercambio.',
    purchasing: 'El bitcoin está retenido y se pidieron los tokens al intercambio.',
    credited: 'Los tokens están acreditados; se está pagando el bitcoin al intercambio.',
    completed: 'Los tokens están acreditados y el bitcoin está pagado.',
    refunding: 'El intercambio no vendió; el bitcoin vuelve al comprador.',
    refunded: 'No se compró nada; el bitcoin volvió al comprador.',
    frozen: 'Hay un resultado sin confirmar: ambas partes esperan. Véase Atención.',
    failed: 'No se compró nada y no salió ningún bitcoin.',
  },
  one: {
    title: 'Compra para {{user}}', payment: 'Pago', legs: 'Partes', leg: 'Parte',
    by: 'En', outcome: 'Estado', reference: 'Referencia', ended: 'Terminada',
    noLegs: 'Aún no se envió nada', facts: 'Lo acordado', rateAt: '{{rate}}, leído <when/>',
    marketplace: 'Plataforma', address: 'Dirección de tokens', back: 'Cambio',
  },
  sheet: {
    title: 'Comprar tokens para un usuario', confirm: 'Comprar los tokens',
    marketplace: 'Plataforma', user: 'Usuario', pays: 'Bitcoin a pagar', gets: 'Tokens a recibir',
    follows: 'Vacío, se deduce del cambio.', oneAmount: 'Indicar uno de los dos importes.',
    address: 'Dirección de tokens',
    refund: 'Dirección de reembolso en bitcoin',
    refundHint: 'Vacía: la predeterminada de la plataforma.', rate: 'Cambio',
    limits: 'Límites del usuario', limitsFirst: 'se muestran al indicar el usuario',
    usedHour: '{{used}} de {{most}} compras en esta hora', usedDay: '{{used}} de {{most}} hoy',
    needed: 'Hacen falta usuario, dirección de tokens y un importe.',
    started: 'La compra ha comenzado.',
    finality: 'Primero se retiene el bitcoin. Una vez acreditados los tokens se paga al '
      + 'intercambio y no puede revertirse; si el cambio se movió más de un 0,5 %, no se compra '
      + 'nada y el bitcoin vuelve.',
  },
};
