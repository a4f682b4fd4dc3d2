import { describe, expect, test } from 'vitest';
import { renderWith } from '../ui/render-with.tsx';
import { Rich } from './Rich.tsx';

const html = (text: string): string =>
  renderWith(<p><Rich text={text} parts={{
    b: (words) => <strong>{words}</strong>, when: () => <i>now</i>,
  }} /></p>).container.querySelector('p')?.innerHTML ?? '';

describe('a sentence with elements in it', () => {
  test.each([
    ['came <when/> by Ana', 'came <i>now</i> by Ana'],
    ['<b>SANDBOX</b> is on', '<strong>SANDBOX</strong> is on'],
    ['no elements', 'no elements'],
  ])('%s', (text, drawn) => {
    expect(html(text)).toBe(drawn);
  });

  test('shows a tag that it does not know as text', () => {
    expect(html('an <em>odd</em> name')).toBe('an &lt;em&gt;odd&lt;/em&gt; name');
  });
});
