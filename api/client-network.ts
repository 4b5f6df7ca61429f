import ipaddr from 'ipaddr.js';

/** A home or an office has a whole network of this size in IPv6, so single addresses of it would be no limit. */
const IPV6_NETWORK_BITS = 64;

/** What stands for a caller without a key: the IPv4 address, or the network of an IPv6 one. */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const parts = parsed.parts.slice(0, IPV6_NETWORK_BITS / 16).map((part) => part.toString(16));
  return `${parts.join(':')}::/${IPV6_NETWORK_BITS}`;
}
