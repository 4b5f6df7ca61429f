/** A question that the product's own handbook answers, so that it works on any machine. */
export const FIRST_QUESTION = 'How does Plumbline check that an answer is true?';

/** A command to try first. */
export function firstQuestion(url: string): string {
  const body = JSON.stringify({ query: FIRST_QUESTION });
  return `\nTry:\n  curl -s ${url}/api/v1/search -H 'content-type: application/json' -d '${body}'\n`;
}
