import { InvalidArgumentError } from 'commander';

/** Reads the values of options; each throws what commander shows. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

export function webAddress(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It takes an address such as http://127.0.0.1:8001.');
  return text;
}
