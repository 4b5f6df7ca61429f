import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Manifest = z.object({ name: z.literal('plumbline'), version: z.string() });

/** The product's own folder, from the source and from `dist` alike. */
export const PRODUCT_FOLDER = findProduct(dirname(fileURLToPath(import.meta.url)));

/** The version of the product, as its manifest says. */
export const VERSION = readManifest(PRODUCT_FOLDER)?.version ?? '0.0.0';

function findProduct(folder: string): string {
  if (readManifest(folder) !== undefined) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('the manifest of the product is missing');
  return findProduct(above);
}

function readManifest(folder: string): z.infer<typeof Manifest> | undefined {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch {
    return undefined;
  }
}
