import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { serve } from '../../helpers/serve.js';

export interface TokenParts extends JWTPayload {
  readonly alg?: 'ES256' | 'RS256' | 'HS256';
  /** Signs with a key that the issuer does not publish. */
  readonly forged?: boolean;
}

/** An identity provider on a real port that signs what it is told to. */
export async function localIssuer() {
  const pairs = {
    ES256: await generateKeyPair('ES256'),
    RS256: await generateKeyPair('RS256'),
    forged: await generateKeyPair('ES256'),
  };
  const published = await Promise.all(
    (['ES256', 'RS256'] as const).map(async (alg) => ({
      ...(await exportJWK(pairs[alg].publicKey)),
      alg,
      kid: alg,
    })),
  );
  const asked: string[] = [];
  let failing = false;
  const issuer = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (failing) return void response.writeHead(500).end();
    const discovery = { issuer, jwks_uri: `${issuer}/keys` };
    const body = request.url === '/keys' ? { keys: published } : discovery;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const now = () => Math.floor(Date.now() / 1_000);
  return {
    issuer,
    asked,
    fail(value: boolean) {
      failing = value;
    },
    token({ alg = 'ES256', forged = false, ...claims }: TokenParts): Promise<string> {
      const key =
        alg === 'HS256' ? Buffer.from('a secret of thirty-two characters') : pairs[alg].privateKey;
      const payload = { iss: issuer, aud: 'plumbline', exp: now() + 300, sub: 'ada', ...claims };
      return new SignJWT(payload)
        .setProtectedHeader({ alg, kid: alg })
        .sign(forged ? pairs.forged.privateKey : key);
    },
  };
}
