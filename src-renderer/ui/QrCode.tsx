import { encode } from 'uqr';
import { t } from '../words/t.ts';

/** What a reader needs of white around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;

type QrCodeProps = {
  readonly text: string;
  readonly size?: number;
  /** What it is, where the text itself is a secret that nobody should hear read out. */
  readonly label?: string;
};

/** A text as a QR code, dark on white in every scheme, so that phones read it. */
export function QrCode({ text, size = 164, label }: QrCodeProps) {
  const { data, size: modules } = encode(text, { border: QUIET_MODULES, ecc: 'M' });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      role="img" aria-label={label ?? t('payment.codes.label', { text })} width={size} height={size}
      viewBox={`0 0 ${modules} ${modules}`} shapeRendering="crispEdges"
    >
      <rect width={modules} height={modules} fill="#ffffff" />
      <path d={path.join('')} fill="#000000" />
    </svg>
  );
}
