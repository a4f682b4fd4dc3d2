import { parseSync, Visitor } from 'vite';

/** Attributes and properties whose text a person reads or hears. */
const spoken: ReadonlySet<string> = new Set([
  'label', 'title', 'subtitle', 'placeholder', 'description', 'text', 'header', 'legend', 'alt',
  'summary', 'message', 'calm', 'none', 'what', 'without', 'finality', 'confirmLabel',
  'submitLabel', 'nothingFound', 'aria-label', 'aria-description', 'aria-valuetext',
  'aria-roledescription',
]);

/** Names and keys of the keyboard that are the same in every language. */
const everywhere = /^(Paydesk|Ctrl|Shift|Alt|Esc|Enter|ms|\p{L})$/u;

/** The key of a text in the catalogue, which is drawn elsewhere. */
const wordKey = /^[a-z][A-Za-z]*(\.[A-Za-z0-9-]+)+$/;

type Node = { readonly type: string; readonly start: number };

/** `line: text` of each text that a component says without the catalogue. */
export function literalTexts(path: string, text: string): string[] {
  const { program } = parseSync(path, text);
  const found = new Map<number, string>();
  const look = (node: unknown): void => {
    for (const { at, words } of textsOf(node)) {
      if (isSpoken(words)) found.set(at, words.trim().replaceAll(/\s+/g, ' '));
    }
  };
  new Visitor({
    JSXText: (node) => { if (isSpoken(node.value)) found.set(node.start, node.value.trim()); },
    JSXElement: (node) => {
      for (const child of node.children) if (child.type === 'JSXExpressionContainer') look(child);
    },
    JSXFragment: (node) => {
      for (const child of node.children) if (child.type === 'JSXExpressionContainer') look(child);
    },
    JSXAttribute: (node) => {
      if (node.name.type === 'JSXIdentifier' && spoken.has(node.name.name)) look(node.value);
    },
    Property: (node) => {
      const name = node.key.type === 'Identifier' ? node.key.name
        : node.key.type === 'Literal' ? String(node.key.value) : '';
      if (spoken.has(name)) look(node.value);
    },
  }).visit(program);
  return [...found].toSorted(([a], [b]) => a - b)
    .map(([at, words]) => `${text.slice(0, at).split('\n').length}: ${words}`);
}

/** Whether a text has words of a language: at least one that is not the same everywhere. */
function isSpoken(text: string): boolean {
  if (wordKey.test(text.trim())) return false;
  return (text.match(/\p{L}+/gu) ?? []).some((word) => !everywhere.test(word));
}

type Said = { readonly at: number; readonly words: string };

/** The literals that an expression may come to. */
function textsOf(node: unknown): Said[] {
  if (!isNode(node)) return [];
  const part = (name: string): unknown => Reflect.get(node, name);
  switch (node.type) {
    case 'Literal': {
      const value = part('value');
      return typeof value === 'string' ? [{ at: node.start, words: value }] : [];
    }
    case 'TemplateLiteral': {
      const quasis: unknown = part('quasis');
      const words = (Array.isArray(quasis) ? quasis : []).map(cookedText).join(' ');
      return [{ at: node.start, words }];
    }
    case 'JSXExpressionContainer': case 'ParenthesizedExpression':
      return textsOf(part('expression'));
    case 'ConditionalExpression':
      return [...textsOf(part('consequent')), ...textsOf(part('alternate'))];
    case 'LogicalExpression': case 'BinaryExpression':
      return [...textsOf(part('left')), ...textsOf(part('right'))];
    default: return [];
  }
}

function cookedText(quasi: unknown): string {
  const value: unknown = Reflect.get(Object(quasi), 'value');
  return String(Reflect.get(Object(value), 'cooked'));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
