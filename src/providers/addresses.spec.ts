import { isLoopback, isNearby } from './addresses.js';

const hostOf = (url: string): string => new URL(url).hostname;

describe('addresses', () => {
  it.each(['http://127.0.0.1:11434', 'http://127.9.9.9', 'http://localhost', 'http://a.localhost', 'http://[::1]:1', 'http://0.0.0.0', 'http://0x7f.1', 'http://[::ffff:127.0.0.1]'])('knows %s as the machine itself', (url) => {
    expect([isLoopback(hostOf(url)), isNearby(hostOf(url))]).toEqual([true, true]);
  });

  it.each(['http://10.1.2.3', 'http://172.16.0.1', 'http://192.168.1.5', 'http://169.254.0.1', 'http://[fd00::1]', 'http://[fe80::1]', 'http://ollama:11434', 'http://nas.local', 'http://host.docker.internal'])('knows %s as near', (url) => {
    expect([isLoopback(hostOf(url)), isNearby(hostOf(url))]).toEqual([false, true]);
  });

  it.each(['https://ollama.example.com', 'http://8.8.8.8', 'http://172.32.0.1', 'http://[2001:db8::1]', 'http://localhost.example.com'])('knows %s as far', (url) => {
    expect(isNearby(hostOf(url))).toBe(false);
  });
});
