/** Whether a path belongs to the family that speaks OpenAI's protocol. The router takes paths in any case. */
export function isOpenAiPath(path: string): boolean {
  return /^\/v1(\/|$)/i.test(path);
}
