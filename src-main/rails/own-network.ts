import { BlockList, isIPv4, isIPv6 } from 'node:net';

const V4_BLOCKED = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16],
  ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
/** Unspecified, loopback, mapped, translated, 6to4, unique local, link local, multicast. */
const V6_BLOCKED = [
  ['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 32], ['2002::', 16], ['fc00::', 7],
  ['fe80::', 10], ['ff00::', 8],
] as const;

// Two lists: in one, the mapped addresses of the second would stand for every IPv4 address.
const blockedV4 = new BlockList();
for (const [net, prefix] of V4_BLOCKED) blockedV4.addSubnet(net, prefix, 'ipv4');
const blockedV6 = new BlockList();
for (const [net, prefix] of V6_BLOCKED) blockedV6.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address lies in the own network, on this computer, or nowhere. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return blockedV4.check(address, 'ipv4');
  return !isIPv6(address) || blockedV6.check(address, 'ipv6');
}

/**
 * Names and literals that never lead out of the own network, as `URL` writes them. What any other
 * name resolves to is seen when it is connected to (`http-client.ts`, security guide 3.8).
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
  if (isIPv4(host) || isIPv6(host)) return isPrivateAddress(host);
  return !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host);
}
