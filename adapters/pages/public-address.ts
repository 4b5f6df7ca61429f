import ipaddr from 'ipaddr.js';

/** IPv6 addresses of the public internet (RFC 4291); all else is local, reserved or a transition form. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is really reached. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Azure answers machines' questions about themselves at this address, although it looks public. */
const METADATA = new Set(['168.63.129.16']);

/** Says whether an IP address belongs to the public internet: not loopback, private, link-local, reserved or metadata. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.range() === 'unicast' && !METADATA.has(parsed.toString());
  }
  if (parsed.match(NAT64)) return isPublicAddress(embeddedIpv4(parsed));
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}

function embeddedIpv4(address: ipaddr.IPv6): string {
  return address.toByteArray().slice(-4).join('.');
}
