export const account = {
  signedInAs: 'Signed in as {{name}}, {{role}}.',
  password: {
    title: 'Password', change: 'Change password', current: 'Present password',
    changed: 'The password is changed.',
    others: 'Every other window where you are signed in is signed out.',
  },
  code: {
    title: 'Authenticator app', setUp: 'Set up an app', replace: 'Replace the app',
    on: 'Set up: what moves money or gives power is confirmed with a code of the app, each code '
      + 'for one act.',
    off: 'None: your password alone stands for what you do. With an app, every act that moves '
      + 'money or gives power is confirmed with a code.',
    go: 'Go on', finish: 'Use this app', needed: 'The code that the app shows is needed.',
    qr: 'QR code for the authenticator app',
    scan: 'Scan it with an authenticator app, or type the secret into it. It is shown this once. '
      + 'Then type the code that the app shows.',
    ready: 'The app is set up.',
  },
  recovery: {
    title: 'Recovery code', make: 'Make a recovery code',
    on: 'There is one. It lets you back in when password and app are lost; making another ends it.',
    off: 'None. Print one and keep it away from this machine: if no admin can sign in any more, '
      + 'nothing else lets anybody back in.',
    hint: 'It is shown once. Whoever has it can become you: print it, and lock it away.',
  },
} as const;
