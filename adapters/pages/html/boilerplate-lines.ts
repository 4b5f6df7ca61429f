const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?';
const DATE = new RegExp(
  `\\b(?:${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}(?:st|nd|rd|th)?\\.?\\s+${MONTH},?\\s+\\d{4}|` +
    '\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2} de \\p{L}+ de \\d{4})',
  'iu',
);

/** Whole lines that sites put between paragraphs. */
const LABELS =
  /^(?:advert(?:s|isements?|ising)?|anzeige|publicit[ée]|publicidade?|sponsored(?: content)?|continue reading(?: below)?|(?:story|article) continues below(?: advertisement)?|read more|related|related (?:articles?|stories|topics|news|content|links)|see also|share(?: this(?: article| story| page)?)?|comments?|\d+ comments?|leave a (?:comment|reply)|tags?|tagged|topics?|subscribe|sign (?:in|up)|log ?in|register|print|e-?mail|close|caption|next|previous|back to top|skip to (?:main )?content|image \d+ of (?:\/ )?\d+|this slideshow requires javascript\.?|breaking news|latest news|trending(?: now)?|most (?:read|popular)|follow us|facebook|twitter|whatsapp|pinterest|linkedin|instagram|order reprints|print article|text size|loading\.*|show more|load more|view comments|copyright|download|listen|watch|by)\s*:?$/i;

/** How lines begin that lead to other pages of the site. */
const LEADS =
  /^(?:read (?:more|also|next|this)|also (?:read|see|on)|see (?:also|more)|related(?: (?:articles?|stories|coverage|video|news))?|more(?: on this| from| [\p{L} ]{0,30}(?:stories|news|articles|reading|coverage))|more:|watch(?: now)?:|listen(?: now)?:|video:|photos?:|don['’]t miss|click here|recommended|you may also|editor['’]s picks?|lesen sie (?:auch|hier)|mehr zum thema|siehe auch|(?:à )?lire aussi|à voir aussi|voir aussi|lee (?:también|más)|le puede interesar|leia (?:mais|também|ainda)|veja (?:também|mais)|saiba mais|leggi anche|lees ook|läs (?:mer|även)|baca juga|читайте также)(?!\p{L})/iu;

/** What asks the reader for something instead of telling something. */
const APPEALS = new RegExp(
  [
    '(?:^|[.!?] )(?:please )?(?:sign up|subscribe|follow|like us|find us|join (?:us|our|the)|share (?:it|this)|get (?:the|our|breaking|all the) .{0,40}(?:news|updates|stories|newsletter|edition|app|alerts)|click here|download (?:the|our))\\b',
    'have a (?:news )?tip|got a (?:news )?tip|send (?:us )?(?:your )?tips',
    'may (?:earn|receive) (?:an? )?(?:affiliate )?commission|(?:website|site|page) uses cookies|all rights reserved',
    '(?:in|to) your (?:inbox|letterbox|e-?mail)|click here (?:to get|for more|to subscribe|to sign)',
  ].join('|'),
  'i',
);

const PHOTO =
  /^(?:\(?(?:image|photo|picture|foto|video)s?(?: (?:copyright|caption|credit|by|source))?\s*[:©]|(?:image|photo) (?:copyright|caption|credit)\b|photograph by|©|\(c\) )|\((?:image|photo|ap photo|picture)\b[^)]*\)$|\b(?:getty images|afp\/|\/ ?(?:ap|afp|reuters|getty))\s*\)?$/i;

/** What kind of line of a site's own making a short text is, or undefined for a line of content. */
export function boilerplateLine(text: string): 'label' | 'lead' | 'appeal' | 'photo' | undefined {
  if (text.length <= 60 && LABELS.test(text)) return 'label';
  if (text.length <= 250 && PHOTO.test(text)) return 'photo';
  if (text.length <= 200 && LEADS.test(text)) return 'lead';
  if (text.length <= 350 && APPEALS.test(text)) return 'appeal';
  return undefined;
}

/** Says whether a short line tells when or by whom a page was written. */
export function isDateOrByline(text: string, byline: string | null): boolean {
  if (text.length > 120) return false;
  if (byline !== null && text.length < byline.length + 40 && text.includes(byline)) return true;
  if (/^(?:written |posted |published )?by:? \p{Lu}/iu.test(text) && !/[.!?]$/.test(text))
    return true;
  const date = DATE.exec(text)?.[0];
  if (date === undefined)
    return /^(?:updated|published|posted|last modified)\b.{0,60}$/i.test(text);
  return text.length - date.length < 60 && !/\p{L}{3,}.*[.!?]["”]?$/u.test(text.replace(date, ''));
}
