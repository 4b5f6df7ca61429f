import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import serve from 'koa-static';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import type { ApiState } from '../api-context.js';
import { openApiDocument } from '../openapi/document.js';
import { REDOC_PAGE, SWAGGER_PAGE, SWAGGER_START } from './docs-pages.js';

const REDOC_FOLDER = dirname(
  createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js'),
);
const ONE_HOUR_MS = 3_600_000;

/** Swagger UI, ReDoc and the OpenAPI document: everything from this machine. */
export function docsRoutes(version: string): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api' });
  const document = openApiDocument(version);

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
  router.get('/redoc/:file', only(['redoc.standalone.js'], REDOC_FOLDER));

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
