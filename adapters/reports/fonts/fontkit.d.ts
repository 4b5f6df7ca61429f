/** The package ships no types; this is what we use of it. */
declare module 'fontkit' {
  export interface Font {
    readonly type: 'TTF' | 'WOFF' | 'WOFF2';
    readonly postscriptName: string | null;
    readonly familyName: string | null;
    readonly italicAngle: number;
    readonly 'OS/2'?: { readonly usWeightClass: number };
    readonly post?: { readonly isFixedPitch: number };
    readonly directory: { readonly tables: Readonly<Record<string, unknown>> };
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export interface FontCollection {
    readonly type: 'TTC' | 'DFont';
    readonly fonts: readonly Font[];
  }
  export function openSync(path: string): Font | FontCollection;
}
