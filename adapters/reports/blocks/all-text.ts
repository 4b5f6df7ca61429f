import { type Block, type Blocks, plainText } from './block.js';

/** Everything that is to be read in the blocks, to see which characters it is made of. */
export function allText(blocks: Blocks): string {
  return blocks.map(textOf).join('').normalize('NFC');
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'source':
      return plainText(block.spans);
    case 'list':
      return block.items.map(allText).join('');
    case 'quote':
      return allText(block.blocks);
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows].flat().map(plainText).join('');
    case 'rule':
      return '';
  }
}
