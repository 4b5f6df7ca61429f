import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';

/** Starts a server on a free loopback port, says where it is, and ends it with the test. */
export async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Answers every request as `answer` says, on a real port. */
export async function serve(answer: RequestListener): Promise<string> {
  return listen(createServer(answer));
}

/** Answers every request with the same JSON, on a real port. */
export async function serveJson(reply: unknown, status = 200): Promise<string> {
  return serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
}
