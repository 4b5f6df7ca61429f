import { type Element, isTag } from 'domhandler';
import { BLOCKS, HEADINGS } from './tag-names.js';

const NEVER_CHROME = new Set(['html', 'head', 'body', 'main', 'article']);
const TEXT_TAGS = new Set(['p', 'pre', 'code', 'blockquote', 'dd', ...HEADINGS]);
const CHROME_TAGS = new Set(['nav', 'aside', 'footer', 'dialog', 'menu', 'figcaption', 'caption']);
const CHROME_ROLES =
  /^(?:navigation|banner|complementary|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tooltip|alert)$/;

/** Words that sites use, as a whole part of a class name or id, for what surrounds the content. */
const CHROME_WORDS = words(
  'share shares sharing sharebar sharedaddy social socials addthis addtoany related relatedposts recommend ' +
    'recommended recommendation recommendations recirc newsletter newsletters signup subscribe subscription promo ' +
    'promos promotion sponsor sponsored sponsors advert adverts advertisement advertising ad ads adsense dfp cookie ' +
    'cookies consent gdpr breadcrumb breadcrumbs sidebar sidebars popup popover modal overlay lightbox outbrain ' +
    'taboola revcontent bio caption captions wp-caption-text credit credits copyright gallery slideshow carousel ' +
    'navbar nav navigation menu footer masthead pagination pager trending popular mostread readmore ' +
    'byline dateline timestamp author authors tags taglist keywords print printfriendly tooltip skip skiplink ' +
    'sr-only screen-reader-text visually-hidden visuallyhidden toc-toggle login signin paywall-prompt ' +
    'follow feedback rating ratings widget-area jp-relatedposts yarpp editsection noprint',
);
const COMMENT_WORDS = words(
  'comment comments commentlist comment-list disqus disqus_thread respond livefyre reactions replies discussion',
);

/** What an element is named after, when that is something other than content. */
export function chromeKind(element: Element): 'chrome' | 'comments' | undefined {
  const { name, attribs } = element;
  if (NEVER_CHROME.has(name)) return undefined;
  if (isHidden(attribs)) return 'chrome';
  if (isPartOfText(element)) return undefined;
  const names = namesOf(element);
  if (COMMENT_WORDS.test(names)) return 'comments';
  if (CHROME_TAGS.has(name) || CHROME_ROLES.test(attribs['role'] ?? '')) return 'chrome';
  return CHROME_WORDS.test(names) ? 'chrome' : undefined;
}

function isHidden(attribs: Element['attribs']): boolean {
  return (
    'hidden' in attribs ||
    attribs['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs['style'] ?? '')
  );
}

/** Headings, and words within a paragraph: what they are named after is what they are about. */
function isPartOfText({ name, parent }: Element): boolean {
  if (HEADINGS.has(name)) return true;
  return !BLOCKS.has(name) && parent !== null && isTag(parent) && TEXT_TAGS.has(parent.name);
}

function namesOf({ name, attribs }: Element): string {
  const classes = attribs['class'] ?? '';
  // Documentation names each section by its own heading, which may be any word.
  const named = name === 'section' || /\b(?:section|sect\d|level\d)\b/.test(classes);
  const names = named ? classes : `${classes} ${attribs['id'] ?? ''}`;
  // "newsCaption" is read as "news-Caption".
  return names.replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2');
}

/**
 * Matches one of the words where it is a part of a name: "share" in "article-share", not in
 * "shareholder", and not what a page merely has or lacks, as in "with-sidebar" or "no-ads".
 */
function words(list: string): RegExp {
  return new RegExp(
    `(?<!\\b(?:w|with|without|has|have|no|non|not|and|hide|show)[_-])(?:^|[\\s_-])(?:${list.split(' ').join('|')})(?:$|[\\s_-])`,
    'i',
  );
}
