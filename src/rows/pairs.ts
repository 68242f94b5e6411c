import type { ColumnPair } from "./columns.ts";
import type { Row } from "./rows.ts";

export interface RowPairs {
  readonly pairs: readonly (readonly [before: Row, after: Row])[];
  readonly gone: readonly Row[];
  readonly added: readonly Row[];
}

/** Beyond this many rows, those that are alike are not looked for among each other. */
const limit = 100;

/**
 * Matches rows: by the key where there is one, then those that are equal, then those that are alike in at
 * least half of their values.
 * @param how.key the columns of the primary key, or none
 * @param how.alike whether to look for rows that are alike: not where only a part of the rows is known
 */
export function matchRows(
  before: readonly Row[],
  after: readonly Row[],
  columns: readonly ColumnPair[],
  how: { readonly key: readonly ColumnPair[]; readonly alike: boolean },
): RowPairs {
  const byKey = how.key.length > 0 ? matchBy(before, after, how.key) : unmatched(before, after);
  const byValue = matchBy(byKey.gone, byKey.added, columns);
  const alike = how.alike ? matchAlike(byValue.gone, byValue.added, columns) : byValue;
  const pairs = [...byKey.pairs, ...byValue.pairs, ...(how.alike ? alike.pairs : [])];
  return { ...alike, pairs };
}

function unmatched(gone: readonly Row[], added: readonly Row[]): RowPairs {
  return { pairs: [], gone, added };
}

function matchBy(
  before: readonly Row[],
  after: readonly Row[],
  columns: readonly ColumnPair[],
): RowPairs {
  const waiting = groupBy(after, (row) => textOf(columns.map((c) => row[c.afterAt]!)));
  const pairs: (readonly [Row, Row])[] = [];
  const gone = before.filter((row) => {
    const match = waiting.get(textOf(columns.map((c) => row[c.beforeAt]!)))?.shift();
    if (match !== undefined) pairs.push([row, match]);
    return match === undefined;
  });
  return { pairs, gone, added: [...waiting.values()].flat() };
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function textOf(values: Row): string {
  return JSON.stringify(values);
}

function matchAlike(
  before: readonly Row[],
  after: readonly Row[],
  columns: readonly ColumnPair[],
): RowPairs {
  if (before.length > limit || after.length > limit) return unmatched(before, after);
  const added = [...after];
  const pairs: (readonly [Row, Row])[] = [];
  const gone = before.filter((row) => {
    const at = mostAlike(row, added, columns);
    if (at !== -1) pairs.push([row, added.splice(at, 1)[0]!]);
    return at === -1;
  });
  return { pairs, gone, added };
}

function mostAlike(row: Row, others: readonly Row[], columns: readonly ColumnPair[]): number {
  const alike = others.map(
    (other) => columns.filter((c) => row[c.beforeAt] === other[c.afterAt]).length,
  );
  const most = Math.max(0, ...alike);
  return most * 2 >= columns.length && most > 0 ? alike.indexOf(most) : -1;
}
