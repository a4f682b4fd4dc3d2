import { encode } from 'uqr';
import { t } from '../../../../words/t.ts';

/**
 * The escrow's address or id as a QR code, black on white in both schemes so that phones read it.
 */
export function EscrowQr({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 2, ecc: 'M' });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      role="img" aria-label={t('payment.facts.qr', { text })} width={148} height={148}
      viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path.join('')} fill="#000000" />
    </svg>
  );
}
