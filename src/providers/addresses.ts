import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('0.0.0.0', 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addAddress('::', 'ipv6');

const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4');
PRIVATE.addSubnet('100.64.0.0', 10, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** Whether a URL's host is the machine itself. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost') || isIn(LOOPBACK, host);

/** Whether a URL's host is near: this machine, its network, or a name that only such a network knows. A proxy has no business there. */
export const isNearby = (host: string): boolean => isLoopback(host) || isIn(PRIVATE, host) || isLocalName(host);

const isLocalName = (host: string): boolean => isIP(bare(host)) === 0 && (!host.includes('.') || /\.(?:local|internal|lan)$/.test(host));

function isIn(list: BlockList, host: string): boolean {
  const address = bare(host);
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Without the brackets that a URL puts around an IPv6 address. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
