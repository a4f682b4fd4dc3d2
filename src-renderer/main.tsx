import './ground.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place to draw in.');

// Imported late on purpose: a bundler may move the contract's schemas in front of everything that
// is imported with them, and the ground has to be laid before the first schema is made.
const { start } = await import('./app.tsx');
start(root);
