import { z } from 'zod';

export const IMAGE_SIZES = ['256x256', '512x512', '1024x1024', '1792x1024', '1024x1792'] as const;
export type ImageSize = (typeof IMAGE_SIZES)[number];

/** Formats of images that are taken from a server, by their media type. */
export const IMAGE_ENDINGS = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
} as const;
export type ImageType = keyof typeof IMAGE_ENDINGS;

/** Body of POST /v1/images/generations. Other parameters of OpenAI's are ignored. */
export const ImageRequest = z
  .object({
    model: z.string().min(1).max(300).meta({
      description: 'A model of `GET /v1/models` whose capabilities name `images`.',
    }),
    prompt: z.string().min(1).max(4_000).meta({ description: 'What the image is to show.' }),
    n: z.int().min(1).max(1).nullish().meta({ description: 'One image is made for a request.' }),
    size: z.enum(IMAGE_SIZES).nullish().meta({ description: '`1024x1024` unless told.' }),
    response_format: z.enum(['b64_json', 'url']).nullish().meta({
      description: 'The image itself, which is the default, or an address of it that expires.',
    }),
  })
  .meta({ id: 'ImageRequest' });
export type ImageRequest = z.infer<typeof ImageRequest>;

const Image = z.object({
  b64_json: z.string().optional().meta({ description: 'The bytes of the image in Base64.' }),
  url: z.url().optional().meta({ description: 'Signed; it needs no key and expires.' }),
  revised_prompt: z.string().optional().meta({
    description: 'What the model made of the prompt, where it says so.',
  }),
  suggested_filename: z.string(),
});

/** Answer of POST /v1/images/generations. */
export const ImageReply = z
  .object({
    created: z.int().meta({ description: 'Seconds since 1970.' }),
    data: z.array(Image).length(1),
  })
  .meta({ id: 'ImageReply' });
export type ImageReply = z.infer<typeof ImageReply>;

/** What the address of an image carries when it is signed. */
export const ImageLinkQuery = z.object({
  expires: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'When it expires, in seconds since 1970.' }),
  signature: z.string().max(200).optional(),
});

/** What an image run is asked for. */
export interface ImageRunRequest {
  /** The prompt. */
  readonly query: string;
  readonly mode: 'image';
  readonly model: string;
  readonly size: ImageSize;
  /** Seconds until the image is due. */
  readonly timeout: number;
  /** The instances of this product that the request has come through, this one last. */
  readonly via: readonly string[];
  readonly stream: false;
}

/** Result of an image run: all about the image but its bytes, which lie under `imageKey`. */
export const ImageResult = z
  .object({
    created: z.int(),
    model: z.string(),
    size: z.enum(IMAGE_SIZES),
    revised_prompt: z.string().nullable(),
    suggested_filename: z.string(),
    content_type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
    size_bytes: z.int().min(1),
    sha256: z.string(),
    usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullable(),
  })
  .meta({ id: 'ImageResult' });
export type ImageResult = z.infer<typeof ImageResult>;

/** Prefix of the image of a run, which is deleted with the run. */
export function imagePrefix(runId: string): string {
  return `runs/${runId}/image`;
}

export function imageKey(runId: string, { sha256 }: Pick<ImageResult, 'sha256'>): string {
  return `${imagePrefix(runId)}/${sha256}`;
}
