import { ServiceError } from '../../contracts/failures.js';

/** The body as text in UTF-8. Throws ServiceError 'too-large' as soon as it passes `maxBytes`, decompressed. */
export async function readText(
  service: string,
  response: Response,
  maxBytes: number,
): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new ServiceError('too-large', `${service} answered with more than ${maxBytes} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
