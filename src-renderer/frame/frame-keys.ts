/** The chords and letters that work on every screen; drawn on buttons and in menus from here. */
export const frameKeys = {
  search: 'mod+K', lock: 'mod+L', hideAmounts: 'mod+shift+H', preferences: 'mod+,', help: '?',
  pause: 'L',
} as const;
