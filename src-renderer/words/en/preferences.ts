/** How the window looks and behaves for one operator. */
export const preferences = {
  title: 'Preferences',
  hint: 'Kept in this window; nothing here changes what others see.',
  colours: 'Colours', light: 'Light', dark: 'Dark', auto: 'As the system',
  contrast: 'Contrast', normal: 'Normal', high: 'High', system: 'As the system',
  motion: 'Motion', reduced: 'None',
  density: 'Tables', roomy: 'Normal', compact: 'Compact',
  zone: 'Time zone', zoneHint: 'Times are shown in it with its name; UTC stands on hover.',
  noZone: 'No zone of this name',
  language: 'Language',
  menu: 'Fold the menu to icons', menuHint: 'A narrow window folds it by itself.',
  amounts: 'Hide amounts on screen',
  amountsHint: 'Sheets that move money, copies and files keep them.',
  sound: 'A short sound when something new needs a person',
} as const;
