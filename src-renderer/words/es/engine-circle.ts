/** What the rail of the treasury (Circle on Arc) says, by itself; a part of `engine.ts`. */
export const circle: Readonly<Record<string, string>> = {
  // Finality, evidence, verbs, and the fields of a connection.
  ['A payout on Arc is final within a second of being sent and cannot be called back; only the '
    + 'payee can send it back.']:
    'Un desembolso en Arc es definitivo un segundo después de enviarse y no puede revertirse; solo '
    + 'el beneficiario puede devolverlo.',
  'Circle and the chain': 'Circle y la cadena',
  'No payout waits to be sent.': 'Ningún desembolso espera para enviarse.',
  'This rail knows no such request.': 'Esta red no conoce esa petición.',
  'The provider has nothing that is under way.': 'El proveedor no tiene nada en camino.',
  'Nobody is asked for consent on this rail.': 'En esta red no se pide autorización a nadie.',
  ['What was paid is final: the wallet is the payee\'s own, and only the payee can send it back.']:
    'Lo pagado es definitivo: el monedero es del propio beneficiario y solo él puede devolverlo.',
  ['The payee\'s wallet cannot send that much now, the network\'s fee kept back.']:
    'El monedero del beneficiario no puede enviar tanto ahora, reservada la comisión de red.',
  ['The wallet that should pay back is none that Circle keeps for us; nothing was sent.']:
    'El monedero que debería devolver no es ninguno que Circle guarde para nosotros; no se envió '
    + 'nada.',
  'The provider cannot say.': 'El proveedor no puede decirlo.',
  'Fee of payouts from the treasury, in percent':
    'Comisión de los desembolsos desde la tesorería, en porcentaje',
  'Entity secret': 'Secreto de la entidad',
  'From the Circle console. Sent as a bearer token.':
    'De la consola de Circle. Se envía como token de portador.',
  ['64 hexadecimal digits. It never leaves this computer; each request carries a fresh encryption '
    + 'of it.']:
    '64 cifras hexadecimales. Nunca sale de este equipo; cada petición lleva un cifrado nuevo.',
  'Treasury wallet': 'Monedero de la tesorería',
  'Circle\'s id of the wallet that pays.': 'El id que Circle da al monedero que paga.',
  Chain: 'Cadena',
  'As Circle names it.': 'Como la llama Circle.',
  'Chain id': 'Id de la cadena',
  'The node must name the same one: 5042002 is the testnet, 5042 Arc.':
    'El nodo debe decir el mismo: 5042002 es la red de pruebas, 5042 es Arc.',
  Node: 'Nodo',
  'Where the chain is asked what really happened.':
    'Donde se pregunta a la cadena qué pasó de verdad.',
  'Genesis hash': 'Hash génesis',
  ['Of block 0. Binds this connection to one chain, since several can share an id; nothing is paid '
    + 'without it. The connection test shows it.']:
    'Del bloque 0. Ata esta conexión a una cadena, porque varias pueden compartir un id; sin él no '
    + 'se paga nada. La prueba de la conexión lo muestra.',
  'USDC is sent as': 'USDC se envía como',
  'The ERC-20 token, or the chain\'s native coin.':
    'El token ERC-20 o la moneda nativa de la cadena.',
  'USDC: token id': 'USDC: id del token',
  'Circle\'s id; needed for the native route.': 'El id de Circle; necesario para la vía nativa.',
  'USDC: contract': 'USDC: contrato',
  'The token\'s address on the chain.': 'La dirección del token en la cadena.',
  'EURC: token id': 'EURC: id del token',
  'Circle\'s id; only for the native route.': 'El id de Circle; solo para la vía nativa.',
  'EURC: contract': 'EURC: contrato',
  'Empty: nothing is paid in EURC.': 'Vacío: no se paga nada en EURC.',
  'Network fee': 'Comisión de red',
  'How much may be paid to be included soon.': 'Cuánto se puede pagar por entrar pronto.',
  'Kept for fees': 'Reservado para comisiones',
  'USDC that a payout leaves in the treasury.': 'USDC que un desembolso deja en la tesorería.',
  'Blocks that prove': 'Bloques que prueban',
  'One is enough on Arc, whose blocks are final.':
    'En Arc basta uno: sus bloques son definitivos.',

  // An address.
  'An address on Arc is 0x followed by 40 digits from 0 to 9 and a to f.':
    'Una dirección en Arc es 0x seguido de 40 cifras de 0 a 9 y de a a f.',
  'The zero address belongs to nobody: money sent there is lost.':
    'La dirección cero no es de nadie: el dinero enviado allí se pierde.',
  ['This is the address of the token itself, not of a payee: money sent there is lost.']:
    'Esta es la dirección del propio token, no de un beneficiario: el dinero enviado allí se '
    + 'pierde.',
  ['The capital letters of this address do not fit its digits (EIP-55), so at least one character '
    + 'is wrong. Copy it again from the payee\'s wallet.']:
    'Las mayúsculas de esta dirección no encajan con sus cifras (EIP-55), así que al menos un '
    + 'carácter está mal. Copiarla de nuevo del monedero del beneficiario.',
  'Circle says that this is no address of the chain.':
    'Circle dice que no es una dirección de la cadena.',
  'The payee has no address; nothing was sent.':
    'El beneficiario no tiene dirección; no se envió nada.',
  'The payee\'s address cannot be paid to; nothing was sent.':
    'No se puede pagar a la dirección del beneficiario; no se envió nada.',
  'The wallet would pay itself; nothing was sent.':
    'El monedero se pagaría a sí mismo; no se envió nada.',

  // What Circle and the chain said.
  'This rail only pays out; nothing was sent.': 'Esta red solo desembolsa; no se envió nada.',
  ['The connection does not say how to pay in this asset. Add its contract in the settings.']:
    'La conexión no dice cómo pagar en este activo. Añadir su contrato en los ajustes.',
  'The entity secret is not 64 hexadecimal digits; nothing was sent.':
    'El secreto de la entidad no son 64 cifras hexadecimales; no se envió nada.',
  ['The connection is bound to no chain. Test the connection, and enter the genesis hash that it '
    + 'shows.']:
    'La conexión no está atada a ninguna cadena. Probar la conexión e introducir el hash génesis '
    + 'que muestra.',
  'The node belongs to another chain than the connection; nothing was sent.':
    'El nodo es de otra cadena que la conexión; no se envió nada.',
  'The node is not of the chain that the connection names.':
    'El nodo no es de la cadena que nombra la conexión.',
  'The wallet that pays holds too little for this and its fee.':
    'El monedero que paga tiene demasiado poco para esto y su comisión.',
  'Circle gave the transfer up.': 'Circle abandonó la transferencia.',
  'Circle\'s screening denied the transfer.': 'El control de Circle denegó la transferencia.',
  'The transfer was cancelled.': 'La transferencia se anuló.',
  'The chain would not carry the transfer out.': 'La cadena no quiso ejecutar la transferencia.',
  'The chain refused the transfer.': 'La cadena rechazó la transferencia.',
  'Circle never began the transfer.': 'Circle no llegó a empezar la transferencia.',
  'Circle failed inside.': 'Circle falló por dentro.',
  'Circle does not accept the payee\'s address.':
    'Circle no acepta la dirección del beneficiario.',
  'Circle does not accept the amount.': 'Circle no acepta el importe.',
  'Circle does not accept the request.': 'Circle no acepta la petición.',
  'Circle refused access. Check the API key.': 'Circle negó el acceso. Comprobar la clave de API.',
  'Circle refused the request.': 'Circle rechazó la petición.',
  'The transfer is too far along, or not far enough, for this.':
    'La transferencia está demasiado avanzada, o demasiado poco, para esto.',
  'Circle tries to take the transfer back.': 'Circle intenta retirar la transferencia.',
  'Circle sends the transfer again with a higher fee.':
    'Circle envía la transferencia de nuevo con una comisión mayor.',
  'Circle lists no transfer under this key; there is nothing to speed up or cancel.':
    'Circle no enumera ninguna transferencia con esta clave; no hay nada que acelerar ni anular.',
  'Circle lists several transfers under its key.':
    'Circle enumera varias transferencias con su clave.',
  'Circle has it under another key.': 'Circle la tiene con otra clave.',
  'Circle has it as a transfer of another wallet.':
    'Circle la tiene como transferencia de otro monedero.',
  'The chain shows that it was paid twice.': 'La cadena muestra que se pagó dos veces.',
};
