import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import serve from 'koa-static';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import type { ApiState } from '../api-context.js';
import { openApiDocument } from '../openapi/document.js';
import { REDOC_PAGE, SWAGGER_PAGE, SWAGGER_START } from './docs-pages.js';

const REDOC_FILE = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
/** ReDoc shows its maker's logo from the maker's server and does without when it fails; our pages ask nobody else. */
const REDOC_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const ONE_HOUR_MS = 3_600_000;

/** Swagger UI, ReDoc and the OpenAPI document: everything from this machine. */
export function docsRoutes(version: string): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api' });
  const document = openApiDocument(version);
  let redoc: string | undefined;

  router.get('/openapi.json', (ctx) => {
    ctx.body = document;
  });
  router.get('/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = SWAGGER_PAGE;
  });
  router.get('/docs/start.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = SWAGGER_START;
  });
  router.get('/redoc', (ctx) => {
    ctx.type = 'html';
    ctx.body = REDOC_PAGE;
  });
  router.get('/docs/:file', only(['swagger-ui.css', 'swagger-ui-bundle.js'], getAbsoluteFSPath()));
  router.get('/redoc/redoc.standalone.js', async (ctx) => {
    redoc ??= await readFile(REDOC_FILE, 'utf8');
    ctx.type = 'js';
    ctx.set('cache-control', `max-age=${ONE_HOUR_MS / 1_000}`);
    ctx.body = redoc.replaceAll(REDOC_LOGO, 'data:,');
  });

  return router;
}

/** Serves the named files of a folder and nothing else of it. */
function only(files: readonly string[], folder: string): Middleware<ApiState> {
  const serveFolder = serve(folder, { maxage: ONE_HOUR_MS, index: false });
  return async function serveFile(ctx, next) {
    const { path } = ctx;
    const file = path.slice(path.lastIndexOf('/') + 1);
    if (!files.includes(file)) return next();
    ctx.path = `/${file}`;
    await serveFolder(ctx, next);
    ctx.path = path;
  };
}
