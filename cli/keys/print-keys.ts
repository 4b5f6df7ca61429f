import type { ApiKey } from '../../contracts/keys.js';
import { plainLine } from '../ask/plain-text.js';

const HEAD = ['ID', 'KEY', 'OWNER', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED'];
const WIDEST = 60;

/** Keys as a table of plain text, newest first. */
export function printKeys(keys: readonly ApiKey[]): string {
  const rows = keys.map((key) => [
    key.id,
    key.prefix,
    plainLine(key.owner, WIDEST),
    plainLine(key.name, WIDEST),
    key.scopes.join(','),
    key.expires_at ?? 'never',
    key.last_used_at ?? 'never',
  ]);
  const table = [HEAD, ...rows];
  const widths = HEAD.map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
