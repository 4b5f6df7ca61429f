import { z } from 'zod';
import { type NewItem, QUESTIONS_PER_OBJECT } from './batch-store.js';
import { BatchQuestion, QUESTION_KINDS, type QuestionKind } from './batches.js';

/** The lines of a batch that were checked: each a question, or what is wrong with it. */
export const CheckedLines = z.array(
  z.union([
    z.object({ line: z.int(), question: BatchQuestion }),
    z.object({
      line: z.int(),
      text: z.string(),
      error: z.object({ error: z.string(), message: z.string() }),
    }),
  ]),
);
export type CheckedLine = z.infer<typeof CheckedLines>[number];

/** An object that holds questions; a line that was none keeps its place. */
export const StoredQuestions = z.array(BatchQuestion.nullable());

/** Prefix of everything that belongs to one batch and goes with it. */
export function batchPrefix(batchId: string): string {
  return `batches/${batchId}`;
}

/** The items that checked lines become. */
export function itemsOf(lines: readonly CheckedLine[]): NewItem[] {
  return lines.map((checked) => {
    const { line } = checked;
    if ('question' in checked) {
      const { kind, request } = checked.question;
      return { line, kind, title: titleOf(request.query), error: null };
    }
    return { line, kind: null, title: titleOf(checked.text), error: checked.error };
  });
}

/** The kinds of questions among items, each once. */
export function kindsOf(items: readonly Pick<NewItem, 'kind'>[]): QuestionKind[] {
  return QUESTION_KINDS.filter((asked) => items.some(({ kind }) => kind === asked));
}

/** The bodies of the objects that hold their questions, in order. */
export function questionBodies(lines: readonly CheckedLine[]): string[] {
  const questions = lines.map((checked) => ('question' in checked ? checked.question : null));
  const bodies: string[] = [];
  for (let from = 0; from < questions.length; from += QUESTIONS_PER_OBJECT)
    bodies.push(JSON.stringify(questions.slice(from, from + QUESTIONS_PER_OBJECT)));
  return bodies;
}

const TITLE_CHARACTERS = 200;

/** A question cut short for lists. */
export function titleOf(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, TITLE_CHARACTERS).join('');
}
