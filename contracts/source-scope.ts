import { z } from 'zod';

export const TimeRange = z.enum(['day', 'week', 'month', 'year']).meta({ id: 'TimeRange' });
export type TimeRange = z.infer<typeof TimeRange>;

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'a host name such as example.org');

/** What a run may look into, and which of the own documents. */
export const SourceChoice = z.object({
  sources: z
    .array(z.enum(['web', 'documents']))
    .min(1)
    .default(['web'])
    .meta({
      description: 'The web, the own documents, or both. Documents alone never touch the web.',
    }),
  collection_ids: z.array(z.uuid()).max(100).default([]).meta({
    description: 'Documents of these collections only; empty means all.',
  }),
  document_ids: z.array(z.uuid()).max(1_000).default([]).meta({
    description: 'These documents only; empty means all.',
  }),
});
export type SourceChoice = z.infer<typeof SourceChoice>;

/** Where a run may look. It is enforced in code: what lies outside is neither asked, read nor cited. */
export const SourceScope = SourceChoice.extend({
  allowed_domains: z.array(Domain).max(100).default([]).meta({
    description: 'Web pages of these domains and their subdomains only; empty means any.',
  }),
  blocked_domains: z.array(Domain).max(100).default([]).meta({
    description: 'Never web pages of these domains and their subdomains.',
  }),
  time_range: TimeRange.nullable().default(null).meta({
    description: 'Only what was published within the last day, week, month or year.',
  }),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .default(null)
    .meta({
      description:
        'ISO 639-1 code of the language to search in and to answer in: pages in another one are not used. Documents may be in any.',
    }),
});
export type SourceScope = z.infer<typeof SourceScope>;

/** The part of a scope that is about the web. */
export type WebScope = Pick<SourceScope, 'allowed_domains' | 'blocked_domains' | 'time_range'> &
  Partial<Pick<SourceScope, 'language'>>;
