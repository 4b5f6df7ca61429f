import { ServiceError } from '../../contracts/failures.js';

/** Reads an address that may be fetched: http or https, without a name and password in it. */
export function webAddress(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) {
    throw new ServiceError('forbidden', `"${shorten(address)}" is not a web address`);
  }
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ServiceError(
      'forbidden',
      `${shorten(address)} is a ${url.protocol} address; only http and https are read`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ServiceError(
      'forbidden',
      `the address at ${url.host} holds a name or password, which is never sent`,
    );
  }
  url.hash = '';
  return url;
}

function shorten(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}…` : address;
}
