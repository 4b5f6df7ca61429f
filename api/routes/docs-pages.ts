/** Pages of the two viewers. Scripts are files of their own: the content policy runs no inline ones. */
export const SWAGGER_PAGE = page(
  'Plumbline API',
  `<link rel="stylesheet" href="/api/docs/swagger-ui.css">`,
  `<div id="swagger-ui"></div>
  <script src="/api/docs/swagger-ui-bundle.js"></script>
  <script src="/api/docs/start.js"></script>`,
);

export const SWAGGER_START = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

export const REDOC_PAGE = page(
  'Plumbline API reference',
  '',
  `<redoc spec-url="/api/openapi.json"></redoc>
  <script src="/api/redoc/redoc.standalone.js"></script>`,
);

function page(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>body { margin: 0 }</style>
  ${head}
</head>
<body>
  ${body}
</body>
</html>
`;
}
