import { z } from 'zod';

/** A model as `GET /v1/models` shows it. */
export const OpenAiModel = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.int().meta({ description: 'Seconds since 1970; 0 where the server does not say.' }),
    owned_by: z.string().meta({ description: 'The provider.' }),
  })
  .meta({ id: 'OpenAiModel' });
export type OpenAiModel = z.infer<typeof OpenAiModel>;

export const OpenAiModelList = z
  .object({ object: z.literal('list'), data: z.array(OpenAiModel) })
  .meta({ id: 'OpenAiModelList' });
export type OpenAiModelList = z.infer<typeof OpenAiModelList>;
