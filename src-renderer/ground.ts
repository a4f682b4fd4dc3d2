/** Imported before anything else: what has to be in place before the first library runs. */
import { config } from 'zod';

// zod would probe `new Function`, which our content security policy forbids and the browser logs.
config({ jitless: true });

declare global {
  interface Window {
    /** Read by the library that locks scrolling behind dialogs when it adds its style element. */
    __webpack_nonce__?: string;
    readonly trustedTypes?: {
      readonly createPolicy: (
        name: string, rules: { readonly createHTML: (text: string) => string },
      ) => unknown;
    };
  }
}

/** The nonce that this page's policy grants to style elements; empty where none is needed. */
export const styleNonce = readNonce();
if (styleNonce !== '') window.__webpack_nonce__ = styleNonce;

// The policy demands trusted types. The component library writes its CSS variables through a style
// element's innerHTML; plain CSS passes, and whatever could open a tag is refused.
window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => {
    if (text.includes('<')) throw new TypeError('Markup from text is not allowed in this window.');
    return text;
  },
});

function readNonce(): string {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
  // The placeholder stays where no server fills it in: development, and tests.
  return nonce.startsWith('__') ? '' : nonce;
}
