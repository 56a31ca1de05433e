import { decodeEntities } from './entities';

describe('decodeEntities', () => {
  it.each([
    ['&lt;b&gt; &amp; &quot;', '<b> & "'],
    ['&#60;&#x3C;&#X3c;', '<<<'],
    ['&nbsp;&eacute;&hellip;&Omega;', '\u00A0é…Ω'],
    ['&frac12; &rarr; &le;', '½ → ≤'],
  ])('reads %s', (text, decoded) => expect(decodeEntities(text)).toBe(decoded));

  it.each(['&nosuchname;', '&constructor;', '&toString;', '&amp', '& lt;', '&;', '&#;', '&#x;'])('leaves %s the text it is', (text) => expect(decodeEntities(text)).toBe(text));

  it('reads once: what comes out is text', () => expect(decodeEntities('&amp;lt;')).toBe('&lt;'));

  it('shows a sign in place of what is no character', () => expect(decodeEntities('&#0;&#xD800;&#9999999;')).toBe('\uFFFD\uFFFD\uFFFD'));
});
