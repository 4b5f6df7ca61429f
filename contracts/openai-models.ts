import { z } from 'zod';
import { CAPABILITIES } from './gateway.js';

/** A model as `GET /v1/models` shows it. */
export const OpenAiModel = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z
      .int()
      .meta({ description: 'Seconds since 1970; 0 where the provider does not say.' }),
    owned_by: z.string().meta({ description: 'The provider.' }),
    capabilities: z.array(z.enum(CAPABILITIES)),
    context_length: z
      .int()
      .nullable()
      .meta({ description: 'Tokens of context a call is given; null where that is not known.' }),
  })
  .meta({ id: 'OpenAiModel' });
export type OpenAiModel = z.infer<typeof OpenAiModel>;

export const OpenAiModelList = z
  .object({ object: z.literal('list'), data: z.array(OpenAiModel) })
  .meta({ id: 'OpenAiModelList' });
export type OpenAiModelList = z.infer<typeof OpenAiModelList>;
