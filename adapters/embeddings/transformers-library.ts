import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** Mean-pooled, normalised vectors of texts, one row each. */
export interface Extract {
  (
    texts: readonly string[],
    options: { readonly pooling: 'mean'; readonly normalize: boolean },
  ): Promise<unknown>;
  readonly tokenizer: Tokenizer;
}

/** Gives `input_ids`, the signs that begin and end a text included. */
export interface Tokenizer {
  (
    text: string,
    options: { readonly truncation: boolean; readonly return_tensor: false },
  ): { readonly input_ids: unknown };
  readonly model_max_length: number;
}

type Pipeline = (task: 'feature-extraction', model: string, options: object) => Promise<Extract>;

/** The parts of the library that are used; its environment is written to, so it is passed on as it is. */
const Library = z.object({
  pipeline: z.custom<Pipeline>((value) => typeof value === 'function'),
  env: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
});

/** Loads the library that lies in the folder, outside the product's own packages. */
export async function loadTransformers(runtime: string): Promise<z.infer<typeof Library>> {
  const from = createRequire(join(runtime, 'package.json'));
  const loaded: unknown = await import(
    pathToFileURL(from.resolve('@huggingface/transformers')).href
  );
  return Library.parse(loaded);
}
