import type { Warning } from '../../../contracts/warnings.js';
import type { Archive } from './open-archive.js';

/** What an office file holds that is not read. */
export function leftOut({ names }: Archive): Warning[] {
  const warnings: Warning[] = [];
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$|^Basic\/.+\.xml$/i.test(name))) {
    warnings.push({
      code: 'macros-ignored',
      message: 'The document holds macros. They were neither run nor read.',
    });
  }
  const pictures = names.filter((name) =>
    /(?:^|\/)(?:media|pictures)\/.+\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|webp)$/i.test(name),
  ).length;
  if (pictures > 0) {
    warnings.push({
      code: 'pictures-ignored',
      message: `The document holds ${pictures === 1 ? 'one picture' : `${pictures} pictures`}. Text in pictures is not read.`,
    });
  }
  return warnings;
}
