import { z } from 'zod';

const Schema = z.object({ classes: z.array(z.object({ class: z.string() })) });

interface Own {
  readonly prefix: string;
  readonly apiKey: string | undefined;
}

/** Drops the collections of a Weaviate server whose names begin with a prefix. */
export async function dropCollections(url: string, { prefix, apiKey }: Own): Promise<void> {
  const headers: Record<string, string> =
    apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const reply = await fetch(new URL('/v1/schema', url), { headers });
  const { classes } = Schema.parse(await reply.json());
  for (const { class: name } of classes.filter((each) => each.class.startsWith(prefix)))
    await fetch(new URL(`/v1/schema/${name}`, url), { method: 'DELETE', headers });
}
