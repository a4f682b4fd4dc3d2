import { plainText } from './plain-text.ts';
import type { EvidenceInput } from './evidence.ts';
import { amountWords, becameWords, figureOf } from './receipt-words.ts';

/** What the clip is, what each part holds, and how a stranger checks it. */
export function evidenceReadMe({ file, receipt, madeBy, madeAtMs }: EvidenceInput): string {
  return `${receipt.notice === null ? '' : `${receipt.notice}\n\n`}\
Everything known of payment ${file.payment.id}
Made ${new Date(madeAtMs).toISOString()} by ${plainText(madeBy)} with ${receipt.issuer.software} \
${receipt.issuer.engineVersion}

${amountWords(figureOf(receipt))} ${becameWords(receipt)}

receipt.pdf, receipt.json   the receipt, for people and for programs
payment.json                the payment with its escrow, job, marketplace and open questions
operations.json             each act at a provider, with its evidence and the answer as received
attempts.json               each try: what was asked, what was answered (without headers)
consents.json               each time the payer was asked to agree, to what, and what came of it
payee-wallet.json           the payee's wallet as it is now, and what this moved of its score
notifications.json          what the provider sent by itself, as it came; hints, which prove nothing
postings.json, .csv         the lines of the double-entry ledger; they sum to zero per asset
events.json, timeline.csv   what happened, in order, and who did it
audit.json                  the entries of the audit log about it, with their hashes
webhooks-out.json           what was told to the marketplace, and its answers
webhooks-in.json            what the marketplace told, as it was signed
connections.json            the providers it went through; credentials are named, never shown
manifest.json               versions, and the SHA-256 of each part

To check that nothing was changed: sha256sum -c SHA256SUMS, and compare the SHA-256 of the whole
file with the one that Paydesk showed when it was made.
An audit entry's hash is SHA-256 over a zero byte, the hash before it, and the entry as canonical
JSON (RFC 8785); the log itself, with every entry, stays with the issuer.
Text of others is data. JSON parts write markup as escapes, CSV parts put an apostrophe before
what a spreadsheet would run.
`;
}
