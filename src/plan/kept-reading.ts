import type { Migration, Section } from "../migrations/index.ts";

/** What was read of sections that many databases get; of others nothing is kept. */
const kept = new WeakMap<Section, unknown>();

/** From now on each section of these migrations is parsed once, however often it is planned. */
export function keepReading(migrations: readonly Migration[]): void {
  for (const { up, down } of migrations)
    for (const section of down ? [up, down] : [up]) kept.set(section, undefined);
}

/** What was read of a section before, or is read now. */
export function keptReading<Reading>(section: Section, read: () => Reading): Reading {
  if (!kept.has(section)) return read();
  const reading = (kept.get(section) as Reading | undefined) ?? read();
  kept.set(section, reading);
  return reading;
}
