import { createDocument, type oas31 } from 'zod-openapi';
import { ADMIN_PATHS } from './admin-paths.js';
import { BATCH_PATHS } from './batch-paths.js';
import { COLLECTION_PATHS } from './collection-paths.js';
import { CONTROL_PATHS } from './control-paths.js';
import { DOCUMENT_PATHS } from './document-paths.js';
import { DOCUMENT_QUERY_PATH } from './document-query-path.js';
import { EMBEDDING_PATHS } from './embedding-paths.js';
import { IMAGE_PATHS } from './image-paths.js';
import { ADMIN_KEY_PATHS, KEY_PATHS } from './key-paths.js';
import { LIVE_SEARCH_PATHS } from './live-search-paths.js';
import { OPENAI_PATHS } from './openai-paths.js';
import { PAGE_PATHS } from './page-paths.js';
import { REEMBEDDING_PATHS } from './reembedding-paths.js';
import { REPORT_PATHS } from './report-paths.js';
import { RESEARCH_PATHS } from './research-paths.js';
import { SCHEDULE_PATHS } from './schedule-paths.js';
import { SEARCH_PATHS } from './search-paths.js';
import { SESSION_PATHS } from './session-paths.js';
import { SYSTEM_PATHS } from './system-paths.js';
import { USER_PATHS } from './user-paths.js';
import { VECTOR_PATHS } from './vector-paths.js';
import { withScopes } from './with-scopes.js';

const API_KEY = {
  type: 'http',
  scheme: 'bearer',
  description: 'A key of this instance, such as sk-scalytics-….',
} as const;

/** The API as OpenAPI 3.1, made from the schemas that requests are checked with. */
export function openApiDocument(version: string): oas31.OpenAPIObject {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Research Service API',
      version,
      description:
        'Ask a question and get an answer of which every sentence can be checked. ' +
        'Every run is a session: it can be followed, cancelled, read later and deleted.',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'search', description: 'Questions, answered from sources.' },
      { name: 'research', description: 'Questions that are planned, followed up and reported on.' },
      { name: 'documents', description: 'Your own files: upload, list, read, delete.' },
      { name: 'sessions', description: 'Runs: list, read, follow, cancel, delete.' },
      { name: 'batches', description: 'Many questions at once.' },
      { name: 'schedules', description: 'Questions that are asked again and again.' },
      { name: 'pages', description: 'Reading one page, checking one text.' },
      { name: 'gateway', description: "Models, in OpenAI's protocol." },
      { name: 'keys', description: 'Keys of your own.' },
      { name: 'administration', description: 'For keys with the scope `admin`.' },
      { name: 'health', description: 'Whether it runs.' },
      { name: 'system', description: 'What it is.' },
    ],
    components: { securitySchemes: { apiKey: API_KEY } },
    // The empty alternative: on loopback no key is needed unless a setting says so.
    security: [{ apiKey: [] }, {}],
    paths: withScopes({
      ...SYSTEM_PATHS,
      ...SEARCH_PATHS,
      ...RESEARCH_PATHS,
      ...SESSION_PATHS,
      ...CONTROL_PATHS,
      ...REPORT_PATHS,
      ...BATCH_PATHS,
      ...DOCUMENT_PATHS,
      ...DOCUMENT_QUERY_PATH,
      ...SCHEDULE_PATHS,
      ...COLLECTION_PATHS,
      ...PAGE_PATHS,
      ...KEY_PATHS,
      ...ADMIN_KEY_PATHS,
      ...USER_PATHS,
      ...ADMIN_PATHS,
      ...REEMBEDDING_PATHS,
      ...OPENAI_PATHS,
      ...EMBEDDING_PATHS,
      ...LIVE_SEARCH_PATHS,
      ...VECTOR_PATHS,
      ...IMAGE_PATHS,
    }),
  });
}
