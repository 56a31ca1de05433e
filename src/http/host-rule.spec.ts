import { isOwnHost } from './host-rule.js';

describe('isOwnHost', () => {
  it.each(['127.0.0.1', '127.0.0.1:8000', '192.168.1.7:8000', '[::1]:8000', '[::1]', 'localhost', 'LOCALHOST:8000', 'chat', 'box.local:8000', 'localhost.', 'chat.example.org', 'CHAT.example.org:80'])(
    'takes %s',
    (host) => expect(isOwnHost(host, ['chat.example.org'])).toBe(true),
  );

  it.each(['evil.example', 'evil.example:8000', 'localhost.evil.example', '127.0.0.1.evil.example', 'chat.example.org.evil.example', 'evil.local.example', '', 'a b', 'http://localhost', '[evil.example]', '127.0.0.1@evil.example', 'localhost:port', undefined])(
    'refuses %s',
    (host) => expect(isOwnHost(host, ['chat.example.org'])).toBe(false),
  );
});
