import { AlignmentType, type INumberingOptions, LevelFormat } from 'docx';
import { INDENT } from './looks.js';

type Numbering = INumberingOptions['config'][number];

const DEPTHS = 9;

/** The numberings of a document: each list counts for itself, from its own first number. */
export interface Lists {
  /** Name of a new numbering. */
  open(ordered: boolean, start: number): string;
  readonly config: readonly Numbering[];
}

export function createLists(): Lists {
  const config: Numbering[] = [];
  return {
    config,
    open(ordered, start) {
      const reference = `list-${config.length + 1}`;
      config.push({ reference, levels: levelsOf(ordered, start) });
      return reference;
    },
  };
}

function levelsOf(ordered: boolean, start: number): Numbering['levels'] {
  return Array.from({ length: DEPTHS }, (_, level) => ({
    level,
    start,
    format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
    text: ordered ? `%${level + 1}.` : '•',
    alignment: AlignmentType.LEFT,
    style: {
      paragraph: { indent: { left: INDENT * (level + 1), hanging: INDENT - 60 } },
    },
  }));
}
