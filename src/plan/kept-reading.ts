import type { Migration, Section } from "../migrations/index.ts";
import { parseSection, type SectionStatements } from "../sql/statement/index.ts";

/** A section that many databases get. */
interface KeptSection {
  /** Tells it from all others. */
  readonly id: number;
  /** Its statements. */
  parsed?: SectionStatements;
  /** What a plan needs of them. */
  reading?: unknown;
}

/** Of other sections nothing is kept. */
const kept = new WeakMap<Section, KeptSection>();
let ids = 0;

/** From now on each section of these migrations is parsed once, and planned once for all databases in the same state. */
export function keepReading(migrations: readonly Migration[]): void {
  for (const { up, down } of migrations)
    for (const section of down ? [up, down] : [up])
      if (!kept.has(section)) kept.set(section, { id: ids++ });
}

/** The statements of a section. The parser must be loaded. */
export function keptStatements(section: Section): SectionStatements {
  const known = kept.get(section);
  if (known === undefined) return parseSection(section.text);
  return (known.parsed ??= parseSection(section.text));
}

/** What was read of a section before, or is read now. */
export function keptReading<Reading>(section: Section, read: () => Reading): Reading {
  const known = kept.get(section);
  if (known === undefined) return read();
  return (known.reading ??= read()) as Reading;
}

/** What tells a section that many databases get from all others; undefined for any other. */
export function keptId(section: Section): number | undefined {
  return kept.get(section)?.id;
}
