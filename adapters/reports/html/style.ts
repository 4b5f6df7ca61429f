import { createHash } from 'node:crypto';

/** The looks of a report, on the screen and on paper; the system's own fonts cover every script. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c1f23; --quiet: #5b6470; --line: #d5dae0; --link: #0b5cad;
  --alarm: #a3160f; --paper: #ffffff; --notice: #fff5d6; --code: #f3f5f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --quiet: #9aa4af; --line: #3a424b;
  --link: #7db8f0; --alarm: #ff9c92; --paper: #15181b; --notice: #3a3216; --code: #22272c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
p, ul, ol, blockquote, pre, table { margin: .7rem 0; }
a { color: var(--link); }
a.cite { text-decoration: none; }
blockquote { border-inline-start: 3px solid var(--line); margin-inline: 0; padding-inline-start: 1rem; color: var(--quiet); }
pre, code { font-family: ui-monospace, monospace; font-size: .9em; background: var(--code); border-radius: 3px; }
pre { padding: .7rem; white-space: pre-wrap; }
code { padding: 0 .2em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: start; vertical-align: top; min-width: 3rem; overflow-wrap: break-word; }
td a { overflow-wrap: anywhere; }
th { background: var(--code); }
.quiet { color: var(--quiet); font-size: .9em; }
.alarm { color: var(--alarm); font-weight: 600; }
.notice { background: var(--notice); padding: .6rem .8rem; border-radius: 4px; }
.source { padding-inline-start: 3rem; text-indent: -3rem; }
.source .number { display: inline-block; width: 3rem; text-indent: 0; color: var(--quiet); }
.source:target { background: var(--notice); }
footer { margin-top: 3rem; color: var(--quiet); font-size: .85em; border-top: 1px solid var(--line); }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #bbb; --link: #00408a;
  --alarm: #8f120c; --paper: #fff; --notice: #fff; --code: #f3f5f7; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } .wide { overflow: visible; } th, td { overflow-wrap: anywhere; min-width: 0; }
  .notice { border: 1px solid #888; } h2, h3 { break-after: avoid; } .source, tr { break-inside: avoid; } }
@page { margin: 18mm; }
`;

/** What a browser may do with a report: show it with this very style, and nothing else. */
export const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
