/** A report as every format writes it: text is plain, links are checked, anchors are of the report itself. */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly struck?: boolean;
  readonly code?: boolean;
  /** Small and grey. */
  readonly quiet?: boolean;
  /** Says that a sentence does not hold. */
  readonly alarm?: boolean;
  /** An http or https address, or one of mail. */
  readonly href?: string;
  /** Anchor of the report that it leads to. */
  readonly target?: string;
  /** Name under which it can be reached. */
  readonly anchor?: string;
}

export type Spans = readonly Span[];

/** A line break within a block. */
export const BREAK: Span = { text: '\n' };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: Spans }
  | { readonly kind: 'paragraph'; readonly spans: Spans; readonly tone?: 'notice' | 'quiet' }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly Blocks[];
    }
  | { readonly kind: 'quote'; readonly blocks: Blocks }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly Spans[]; readonly rows: readonly Spans[][] }
  | { readonly kind: 'rule' }
  | {
      /** An entry of the list of sources; every citation leads to it. */
      readonly kind: 'source';
      readonly number: number;
      readonly anchor: string;
      readonly spans: Spans;
    };

export type Blocks = readonly Block[];

/** The text of spans, without their looks. */
export function plainText(spans: Spans): string {
  return spans.map(({ text }) => text).join('');
}
