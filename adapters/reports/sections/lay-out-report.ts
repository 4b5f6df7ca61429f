import type { ReportDocument } from '../../../contracts/reports.js';
import { type Block, type Blocks, plainText } from '../blocks/block.js';
import { anchorCitations } from './anchor-citations.js';
import { bodySection } from './body-section.js';
import {
  contradictionsSection,
  openSection,
  type Section,
  unsupportedSection,
  warningsSection,
} from './findings-sections.js';
import { frontSection } from './front-section.js';
import { methodSection, runSection } from './method-section.js';
import { sourcesSection } from './sources-section.js';

interface Layout {
  /** Sentences that a reader must see first. */
  readonly notes: readonly string[];
  /** Whether sources lead back to where they are cited. */
  readonly waysBack: boolean;
}

/** The whole report as blocks, in reading order. */
export function layOutReport(report: ReportDocument, { notes, waysBack }: Layout): Block[] {
  const body = bodySection(report);
  const told = headingsOf(body);
  const findings = [
    unsupportedSection(report),
    contradictionsSection(report),
    openSection(report),
  ].filter(({ heading }) => !told.has(heading.toLowerCase()));
  const { blocks, citations } = anchorCitations([...body, ...findings.flatMap(headed)]);
  const sources = sourcesSection(report, waysBack ? citations : new Map());
  const method = methodSection(report);
  const run = told.has(method.heading.toLowerCase()) ? runSection(report) : method;
  const rest = [sources, warningsSection(report), run];
  return [...frontSection(report, notes), ...blocks, ...rest.flatMap(headed)];
}

/** What the body says under such a heading itself is not said again. */
function headingsOf(blocks: Blocks): ReadonlySet<string> {
  return new Set(
    blocks.flatMap((block) =>
      block.kind === 'heading' ? [plainText(block.spans).trim().toLowerCase()] : [],
    ),
  );
}

function headed({ heading, blocks }: Section): Block[] {
  if (blocks.length === 0) return [];
  return [{ kind: 'heading', level: 2, spans: [{ text: heading }] }, ...blocks];
}
