import { findNames } from '../search/find-names.js';

/** More names than these would drown the question. */
const MOST_NAMES = 3;

/**
 * A question that follows another, with the names of the earlier one where it has none of its own: "What lives in it?"
 * after "How deep is Lake Baikal?" is "What lives in it? (Lake Baikal)".
 */
export function completeQuestion(question: string, earlier: string): string {
  if (findNames(question).length > 0) return question;
  const names = findNames(earlier).slice(0, MOST_NAMES);
  return names.length === 0 ? question : `${question.trim()} (${names.join(', ')})`;
}
