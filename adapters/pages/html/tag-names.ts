/** Elements that begin and end a block of text. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol option p pre section ' +
    'summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Elements whose content is never read by a person. */
export const SILENT: ReadonlySet<string> = new Set(
  (
    'applet area audio base button canvas datalist embed frame frameset head iframe img input link map ' +
    'meta noembed noframes noscript object param picture progress script select source style svg template ' +
    'textarea track video'
  ).split(' '),
);

export const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
