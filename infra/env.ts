import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const optional = z.string().trim().min(1).optional();
const url = z.url({ protocol: /^https?$/ }).optional();
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );
const seconds = z.coerce.number().positive();

/** Every setting of the product, with its default; nothing is required. Documented in `.env.example`. */
const Env = z.object({
  PLUMBLINE_HOME: z.string().min(1).default(join(homedir(), '.plumbline')),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_533).default(8001),
  ALLOWED_HOSTS: list,
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  REQUIRE_API_KEY: z.stringbool().default(false),
  ADMIN_API_KEY: z.string().trim().min(32).optional(),
  API_KEY_PREFIX: z
    .string()
    .regex(/^[\w-]{1,32}$/)
    .default('sk-scalytics-'),
  KEY_PEPPER: z.string().trim().min(32).optional(),
  PLUMBLINE_API_KEY: optional,
  OIDC_ISSUER: url,
  OIDC_AUDIENCE: optional,
  OIDC_ROLE_CLAIM: z.string().trim().min(1).default('roles'),
  OIDC_ADMIN_ROLE: z.string().trim().min(1).default('admin'),
  ENVIRONMENT: z.string().min(1).default('development'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),

  TEMPORAL_ADDRESS: optional,
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_API_KEY: optional,
  TEMPORAL_UI_URL: url,
  PAYLOAD_KEYS: optional,
  WORKER_HEALTH_FILE: optional,
  TASK_QUEUES: list.pipe(z.array(z.enum(['runs', 'web', 'models', 'documents']))),

  DATABASE_URL: optional,
  MINIO_URL: url,
  MINIO_ACCESS_KEY: optional,
  MINIO_SECRET_KEY: optional,
  MINIO_BUCKET: z.string().min(3).default('plumbline'),

  WEAVIATE_URL: url,
  WEAVIATE_GRPC_PORT: z.coerce.number().int().min(1).max(65_535).default(50_051),
  WEAVIATE_API_KEY: optional,
  WEAVIATE_PREFIX: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{0,63}$/)
    .default('Plumbline'),

  DOCUMENT_MB: z.coerce.number().positive().max(100_000).default(200),
  DOCUMENT_PAGES: z.coerce.number().int().min(1).max(20_000).default(5_000),
  DOCUMENT_UNPACKED_MB: z.coerce.number().positive().max(100_000).default(1_024),
  DOCUMENT_PARSE_SECONDS: seconds.max(3_600).default(120),
  DOCUMENT_PARSE_MEMORY_MB: z.coerce.number().int().min(256).max(1_000_000).default(1_024),
  OCR_LANGUAGES: z
    .string()
    .regex(/^[A-Za-z_]+(?:\+[A-Za-z_]+)*$/)
    .default('eng'),

  SEARXNG_URL: url,
  SERPER_API_KEY: optional,
  SERPER_BASE_URL: url,
  PERPLEXITY_API_KEY: optional,
  PERPLEXITY_BASE_URL: url,
  KEYLESS_SEARCH: z.stringbool().default(true),
  CONTACT: z.string().min(1).default('https://github.com/plumbline'),
  ALLOWED_PRIVATE_HOSTS: list,

  OLLAMA_URL: url,
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: optional,
  CHAT_MODEL: optional,
  EMBEDDING_MODEL: optional,
  EMBEDDING_MODEL_DIR: optional,
  RERANK_URL: url,
  RERANK_MODEL: z.string().trim().min(1).default('reranker'),
  RERANK_API_KEY: optional,
  MODEL_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(1),
  MODEL_CONTEXT_TOKENS: z.coerce.number().int().min(512).default(8192),
  MODEL_SILENCE_SECONDS: seconds.default(60),
  MODEL_LOADING_SECONDS: seconds.default(600),

  IMAGE_PROVIDER_URL: url,
  IMAGE_PROVIDER_KIND: z.enum(['images', 'automatic1111']).default('images'),
  IMAGE_PROVIDER_KEY: optional,
  IMAGE_MODELS: list,
  IMAGE_SECONDS: seconds.max(86_400).default(600),
  IMAGE_URL_SECONDS: seconds.max(31_536_000).default(3_600),

  PAGE_REUSE_HOURS: z.coerce.number().min(0).max(8_760).default(24),
  BATCH_WINDOW: z.coerce.number().int().min(1).max(64).default(4),
  REPORT_FONT: optional,

  LANGFUSE_BASE_URL: url,
  LANGFUSE_PUBLIC_KEY: optional,
  LANGFUSE_SECRET_KEY: optional,
});
export type Env = z.infer<typeof Env>;

/** The only reader of process.env. A bad setting stops the process at start, by name; an empty one counts as unset. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const env = Env.safeParse(set);
  if (!env.success) throw new Error(`Bad settings\n${z.prettifyError(env.error)}`);
  return env.data;
}

/** Where the system looks for programs. */
export function searchPath(source: NodeJS.ProcessEnv = process.env): string {
  return source['PATH'] ?? '';
}

/** The command line of the editor that the person at this terminal has chosen; undefined without a choice. */
export function chosenEditor(source: NodeJS.ProcessEnv = process.env): string | undefined {
  return source['VISUAL'] || source['EDITOR'] || undefined;
}
