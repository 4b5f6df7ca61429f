const LONGEST = 60;

/** A name that every file system takes, made of the words of the prompt and the start of the run's id. */
export function suggestedFilename(prompt: string, runId: string, ending: string): string {
  const words =
    prompt
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > LONGEST) break;
    name = longer;
  }
  return `${name === '' ? 'image' : name}-${runId.slice(0, 8)}.${ending}`;
}
