import { type Address, addressOf, isAddress, isSeen } from './links';

const address = (href: string): Address => addressOf(href) ?? { href: '', target: '', isMail: false };

describe('addressOf', () => {
  it.each([
    ['https://example.com', 'https://example.com/', 'example.com'],
    ['HTTP://Example.COM:8080/a b', 'http://example.com:8080/a%20b', 'example.com:8080'],
    ['https://a.example/?x=1&amp;y=2', 'https://a.example/?x=1&y=2', 'a.example'],
    ['https://good.example@evil.example/', 'https://good.example@evil.example/', 'evil.example'],
    ['https://gооd.example/', 'https://xn--gd-fmca.example/', 'xn--gd-fmca.example'],
    ['mailto:ada@example.com?subject=Hi', 'mailto:ada@example.com?subject=Hi', 'ada@example.com'],
  ])('leads %s where it says', (written, href, target) => expect(addressOf(written)).toMatchObject({ href, target }));

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u00A0javascript:alert(1)',
    'javascript&colon;alert(1)',
    'javascript&#58;alert(1)',
    '&#106;avascript:alert(1)',
    'java&#x0A;script:alert(1)',
    'java&Tab;script:alert(1)',
    'view-source:javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/1',
    'filesystem:https://example.com/1',
    'file:///etc/passwd',
    'ftp://example.com/',
    'intent://scan/#Intent;end',
    'mailto:',
    'https://',
    'http:///',
    '//evil.example/',
    '/chat/history',
    '?q',
    '#top',
    'example.com',
    '',
  ])('leads %j nowhere', (written) => expect(addressOf(written)).toBeUndefined());
});

describe('isAddress', () => {
  it.each([
    ['https://example.com/a', 'https://example.com/a'],
    ['https://example.com', 'https://example.com/'],
    ['www.example.com', 'http://www.example.com'],
    ['example.com/a', 'https://example.com/a'],
    ['ada@example.com', 'mailto:ada@example.com'],
  ])('sees that %s is the address %s', (text, href) => expect(isAddress(text, address(href))).toBe(true));

  it.each([
    ['https://bank.example', 'https://evil.example'],
    ['here', 'https://evil.example'],
    ['https://evil.example/\u202Egro.knab', 'https://evil.example/\u202Egro.knab'],
    ['аррӏе.com', 'https://аррӏе.com/'],
    ['https://bank.example\u200B', 'https://bank.example\u200B'],
  ])('sees that %j is not all there is to %j', (text, href) => expect(isAddress(text, address(href))).toBe(false));

  it('takes a text of invisible letters for none', () => expect([isSeen(' \u200B\u2060\u3164 '), isSeen('a')]).toEqual([false, true]));
});
