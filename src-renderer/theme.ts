import {
  createTheme, Drawer, Modal, Tooltip, type CSSVariablesResolver, type MantineColorsTuple,
} from '@mantine/core';
import { highToneColors, toneColors, tones, type Tone, type ToneColors } from './ui/tones.ts';

/** The one accent: the primary verb and the focus. State colours are others (`ui/tones.ts`). */
export const petrol: MantineColorsTuple = [
  '#e6f3f5', '#cde5e9', '#a3d0d7', '#72b8c3', '#4aa3b1', '#2b8c9b', '#1c7885', '#0f6674',
  '#0a5460', '#06414b',
];

export const surfaces = {
  light: {
    page: '#f6f7f8', surface: '#ffffff', border: '#dcdfe3', hover: '#f1f3f5', text: '#16191d',
    secondary: '#59616a', accent: '#0f6674', accentText: '#0a5460', accentTint: '#e6f3f5',
  },
  dark: {
    page: '#141619', surface: '#1b1e22', border: '#363b41', hover: '#24282d', text: '#e6e8ea',
    secondary: '#a3abb4', accent: '#4aa3b1', accentText: '#a3d0d7', accentTint: '#12323a',
  },
} as const;

/** The same for high contrast: text at 7:1 and borders at 3:1 (WCAG 1.4.6, 1.4.11). */
export const highSurfaces = {
  light: {
    page: '#ffffff', surface: '#ffffff', border: '#5c636b', hover: '#e6e9ec', text: '#000000',
    secondary: '#2b3138', accent: '#064450', accentText: '#06343d', accentTint: '#d6ecf0',
  },
  dark: {
    page: '#000000', surface: '#0a0a0a', border: '#9aa3ad', hover: '#202428', text: '#ffffff',
    secondary: '#d6dbe0', accent: '#72b8c3', accentText: '#c5e6eb', accentTint: '#0d2a31',
  },
} as const satisfies Record<keyof typeof surfaces, Record<keyof typeof surfaces.light, string>>;

/** The button that takes away or ends something, under white text. */
export const danger = { filled: '#b02525', hover: '#931f1f' } as const;

type Scheme = keyof typeof surfaces;

/** The greys of the dark scheme, in the hue of its surfaces. */
const greys: MantineColorsTuple = [
  '#e6e8ea', '#c3c8ce', '#a3abb4', '#7d868f', '#434a51', '#363b41', '#24282d', '#1b1e22',
  '#141619', '#0d0f11',
];

// A dialog's header is no landmark of the page, which has its own.
const inDialog = { header: { role: 'none' } };
const dialogStyles = { title: { fontSize: '16px', fontWeight: 600 } };

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, dark: greys },
  fontWeights: { medium: '500' },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 120 }, radius: 8, attributes: inDialog },
      styles: dialogStyles,
    }),
    Drawer: Drawer.extend({
      defaultProps: { transitionProps: { duration: 120 }, attributes: inDialog },
      styles: dialogStyles,
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 200, transitionProps: { duration: 80 } },
    }),
  },
});

type Face = { readonly surfaces: Record<Scheme, Surface>; readonly tones: ToneColors };
type Surface = Record<keyof typeof surfaces.light, string>;

const usual: Face = { surfaces, tones: toneColors };
const high: Face = { surfaces: highSurfaces, tones: highToneColors };

/** Paydesk's own variables beside Mantine's, per scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {}, light: varsOf('light', usual), dark: varsOf('dark', usual),
});

/** The same in high contrast. */
export const highCssVariables: CSSVariablesResolver = () => ({
  variables: {}, light: varsOf('light', high), dark: varsOf('dark', high),
});

/** The library's colour names that stand for our tones wherever it tints: alerts, light buttons. */
const tintedAs = {
  gray: 'wait', blue: 'move', green: 'done', yellow: 'person', red: 'fail', violet: 'unclear',
} as const satisfies Record<string, Tone>;

function tintVars(scheme: Scheme, face: Face): Record<string, string> {
  return Object.fromEntries(Object.entries(tintedAs).flatMap(([color, tone]) => {
    const { text, tint } = face.tones[tone][scheme];
    return [
      [`--mantine-color-${color}-light`, tint],
      [`--mantine-color-${color}-light-hover`, tint],
      [`--mantine-color-${color}-light-color`, text],
      [`--mantine-color-${color}-text`, text],
    ];
  }));
}

function varsOf(scheme: Scheme, face: Face): Record<string, string> {
  const { page, surface, border, hover, text, secondary, accent, accentText, accentTint } =
    face.surfaces[scheme];
  return {
    '--mantine-color-body': surface,
    '--mantine-color-text': text,
    '--mantine-color-dimmed': secondary,
    '--mantine-color-placeholder': secondary,
    '--mantine-color-default-border': border,
    '--mantine-color-error': face.tones.fail[scheme].text,
    ...tintVars(scheme, face),
    '--mantine-color-red-filled': danger.filled, '--mantine-color-red-filled-hover': danger.hover,
    '--pd-page': page, '--pd-surface': surface, '--pd-border': border, '--pd-hover': hover,
    '--pd-secondary': secondary, '--pd-accent': accent, '--pd-accent-text': accentText,
    '--pd-accent-tint': accentTint,
    ...Object.fromEntries(tones.flatMap((tone) => [
      [`--pd-${tone}-text`, face.tones[tone][scheme].text],
      [`--pd-${tone}-tint`, face.tones[tone][scheme].tint],
    ])),
  };
}
