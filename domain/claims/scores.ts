import type { Claim } from '../../contracts/claims.js';
import type { Source } from '../../contracts/search.js';
import type { AskedAndFound } from '../answers/asked-and-found.js';

/** What each part of the confidence weighs; they add up to 1. */
const WEIGHTS = { grounding: 0.4, strength: 0.2, agreement: 0.15, reading: 0.1, relevance: 0.15 };
/** Independent sites from which more add nothing. */
const ENOUGH_SITES = 3;
/** A snippet shows a part of a page, chosen by a machine. */
const SNIPPET = 0.5;
/** Most that failed engines take away. */
const ENGINE_PENALTY = 0.2;
/** What one contradicted claim among all takes away, by its share. */
const CONTRADICTION_PENALTY = 0.5;

/** What is left of the confidence when the evidence lacks a name of the question. */
const NAME_MISSING = 0.5;

/** Share of the claims that their evidence supports, 0 to 1; 0 without claims. */
export function groundingScore(claims: readonly Pick<Claim, 'verdict'>[]): number {
  return share(claims, ({ verdict }) => verdict === 'supported');
}

/** How many claims no evidence supports, or evidence contradicts. */
export function hallucinationCount(claims: readonly Pick<Claim, 'verdict'>[]): number {
  return claims.filter(({ verdict }) => verdict !== 'supported').length;
}

/**
 * How far an answer can be relied on, 0 to 1, from this run alone: how much of it is supported and how
 * strongly, by how many independent sites, from pages or snippets, how relevant they are to the question and how
 * much of it they speak of, and which engines failed. 0 without claims, sources or support. The formula is in docs/scores.md.
 */
export function confidence({
  claims,
  sources,
  failedEngines = 0,
  askedEngines = 0,
  asked = { share: 1, missingNames: [] },
}: {
  claims: readonly Claim[];
  sources: readonly Source[];
  failedEngines?: number | undefined;
  askedEngines?: number | undefined;
  /** How far the evidence speaks of what was asked. */
  asked?: AskedAndFound | undefined;
}): number {
  const supported = claims.filter(({ verdict }) => verdict === 'supported');
  const cited = sources.filter((_, index) => supported.some(({ source }) => source === index + 1));
  if (supported.length === 0 || cited.length === 0) return 0;
  const sites = new Set(cited.map(({ url }) => siteOf(url)));
  const parts =
    WEIGHTS.grounding * groundingScore(claims) +
    WEIGHTS.strength * mean(supported.map(({ score }) => score)) +
    WEIGHTS.agreement * Math.min(1, sites.size / ENOUGH_SITES) +
    WEIGHTS.reading * mean(cited.map(({ evidence }) => (evidence === 'page' ? 1 : SNIPPET))) +
    WEIGHTS.relevance * mean(cited.map(({ relevance }) => relevance));
  const contradicted = share(claims, ({ verdict }) => verdict === 'contradicted');
  const failed = askedEngines > 0 ? Math.min(1, failedEngines / askedEngines) : 0;
  const penalty = (1 - CONTRADICTION_PENALTY * contradicted) * (1 - ENGINE_PENALTY * failed);
  const answers = asked.share * (asked.missingNames.length > 0 ? NAME_MISSING : 1);
  return round(Math.min(1, Math.max(0, parts * groundingFactor(claims) * penalty * answers)));
}

/** An answer of which little is supported is not saved by good sources. */
function groundingFactor(claims: readonly Claim[]): number {
  return 0.5 + 0.5 * groundingScore(claims);
}

/** The registered name as far as a rule can tell: the last two labels, three below `co.uk` and its like. */
function siteOf(url: string): string {
  const host =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? url;
  const labels = host.split('.');
  const second = labels.at(-2) ?? '';
  const isShared = labels.length > 2 && /^(?:co|com|org|net|ac|gov|edu)$/.test(second);
  return labels.slice(isShared ? -3 : -2).join('.');
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

/** Four digits are more than the measure bears. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
