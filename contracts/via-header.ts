/** Where a call says which instances of this product it came through, so that two that ask each other notice. */
export const VIA_HEADER = 'x-plumbline-via';
