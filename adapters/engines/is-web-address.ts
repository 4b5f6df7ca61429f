/** Whether it is an absolute http or https address, which a reader can fetch. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
