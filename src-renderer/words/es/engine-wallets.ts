/** What the rail of the wallets (Interledger) says, by itself; a part of `engine.ts`. */
export const wallets: Readonly<Record<string, string>> = {
  // Finality, evidence and the fields of a connection.
  ['What has arrived at the payee\'s wallet cannot be called back; a refund is a payment of its '
    + 'own, with its own fees, to which the payee has to consent.']:
    'Lo que llegó al monedero del beneficiario no puede revertirse; un reembolso es un pago '
    + 'aparte, con sus propias comisiones, que el beneficiario tiene que autorizar.',
  'the payee\'s bank': 'palabra del banco del beneficiario',
  'Wallets in the own network': 'Monederos en la red propia',
  ['Lets a live connection call addresses of this computer and of the own network, also without '
    + 'https. Leave it off unless you run the wallets yourself.']:
    'Permite que una conexión real llame a direcciones de este equipo y de la red propia, también '
    + 'sin https. Dejarlo apagado salvo que los monederos sean propios.',

  // A wallet address and a seller's key.
  'A wallet address begins with https://, unless the wallet runs on this computer.':
    'Una dirección de monedero empieza por https://, salvo que el monedero esté en este equipo.',
  'Something answers at this address, but it is no wallet.':
    'Algo responde en esta dirección, pero no es un monedero.',
  'This wallet address does not exist.': 'Esta dirección de monedero no existe.',
  'The wallet publishes this key.': 'El monedero publica esta clave.',
  'The seller has no readable Ed25519 key.': 'El vendedor no tiene una clave Ed25519 legible.',
  'Paste the private key: a text that begins with -----BEGIN.':
    'Pegar la clave privada: un texto que empieza por -----BEGIN.',
  'This is a JWK. Paste the key as PEM instead.': 'Esto es un JWK. Pegar la clave como PEM.',
  'This is no PEM. A private key begins with -----BEGIN PRIVATE KEY.':
    'Esto no es PEM. Una clave privada empieza por -----BEGIN PRIVATE KEY.',
  'This is a key in DER form. Paste it as PEM, which begins with -----BEGIN.':
    'Esto es una clave en forma DER. Pegarla como PEM, que empieza por -----BEGIN.',
  'This key is locked with a password. Paste it unlocked; Paydesk seals it itself.':
    'Esta clave está protegida con contraseña. Pegarla desprotegida; Paydesk la sella.',
  'This is a public key. Paste the private one that belongs to it.':
    'Esta es una clave pública. Pegar la privada que le corresponde.',
  'This key cannot be read. Copy it whole, from first to last line.':
    'Esta clave no se puede leer. Copiarla entera, de la primera a la última línea.',

  // What the payer did at the wallet.
  'The payer refused at the wallet.': 'El pagador se negó en el monedero.',
  'The payer left the wallet without a choice.': 'El pagador dejó el monedero sin decidir.',
  'The wallet says that the request has run out or was ended.':
    'El monedero dice que la petición venció o se terminó.',
  'The wallet could not finish the request.': 'El monedero no pudo terminar la petición.',
  'The consent was lost, and the wallet could not be reached to end it.':
    'La autorización se perdió, y no se pudo contactar con el monedero para terminarla.',
  'The consent was given to an answer that never arrived, or has ended.':
    'La autorización fue a una respuesta que nunca llegó, o ya terminó.',

  // What a wallet's server refused.
  'The payee\'s wallet is in another currency than the amount.':
    'El monedero del beneficiario está en otra moneda que el importe.',
  'The quote is not for what was asked.': 'La cotización no es por lo que se pidió.',
  'The quote has changed, and the payer agreed to less.':
    'La cotización cambió, y el pagador autorizó menos.',
  'The quote has run out or was used.': 'La cotización venció o ya se usó.',
  'The wallet does not know the quote.': 'El monedero no conoce la cotización.',
  'Money has already arrived under an earlier link of this payment.':
    'Ya llegó dinero con un enlace anterior de este pago.',
  'A payment under an earlier link is still under way.':
    'Un pago con un enlace anterior sigue en curso.',
  'The payer\'s wallet could not pay.': 'El monedero del pagador no pudo pagar.',
  'Nothing arrived, and nothing can arrive any more.': 'No llegó nada, y ya nada puede llegar.',
  ['The wallet\'s server does not accept the seller\'s signature. Check that the key belongs to '
    + 'the key id.']:
    'El servidor del monedero no acepta la firma del vendedor. Comprobar que la clave corresponde '
    + 'al id de la clave.',
  'The payment is above what the payer agreed to.': 'El pago supera lo que el pagador autorizó.',
  'The fees would take all of this amount.': 'Las comisiones se llevarían todo este importe.',
  'The wallet does not take this amount.': 'El monedero no acepta este importe.',
  'The payee\'s request for money is closed already.': 'El cobro del beneficiario ya está cerrado.',
  'The wallet\'s server refused access.': 'El servidor del monedero denegó el acceso.',
  'The wallet\'s server refused the request.': 'El servidor del monedero rechazó la petición.',
};
