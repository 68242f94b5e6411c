import type { TextRow } from "./session.ts";
import { nameOf, rowsOf, type TableRows } from "./rows.ts";
import { contentOf, fromUserTables } from "./tables.ts";

/** A sequence, and where it stands. */
export interface SequencePosition {
  readonly oid: string;
  /** `schema.name`. */
  readonly name: string;
  /** The value that `nextval` gives next. */
  readonly next: bigint;
  readonly goesUp: boolean;
  /** Whether that is so because somebody set it. */
  readonly isSet: boolean;
  /** The column whose values it gives, by the table's OID and the column's number. */
  readonly owner: { readonly table: string; readonly column: number } | undefined;
}

/** Where sequences stand. Source: PostgreSQL manual, 9.17 "Sequence Manipulation Functions". */
export function sequencesQuery(ignored: readonly string[]): string {
  return `SELECT c.oid, n.nspname || '.' || c.relname, (SELECT seqincrement FROM pg_sequence WHERE seqrelid = c.oid),
    (SELECT d.refobjid || ' ' || d.refobjsubid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')),
    ${contentOf(`"#row".last_value::pg_catalog.text || ' ' || "#row".is_called AS r`)}
    ${fromUserTables("S", ignored)} ORDER BY 2`;
}

export function toSequence([oid, name, increment, owner, content]: TextRow): SequencePosition {
  const [table, column] = owner?.split(" ") ?? [];
  const [, last, called] = /<r>(-?\d+) (\w+)<\/r>/.exec(content!)!;
  const isCalled = called!.startsWith("t");
  return {
    oid: oid!,
    name: name!,
    next: BigInt(last!) + (isCalled ? BigInt(increment!) : 0n),
    goesUp: !increment!.startsWith("-"),
    isSet: !isCalled,
    owner: table === undefined ? undefined : { table, column: Number(column) },
  };
}

/** What is to be said of where a sequence stands. */
export type SequenceChange =
  /** Its next value is one that its column has already. */
  | {
      readonly kind: "collides";
      /** `schema.table.column` */
      readonly column: string;
      readonly next: string;
      readonly reached: string;
      /** Whether it is another sequence than before, or went back: nothing else can be the cause. */
      readonly isOwnDoing: boolean;
    }
  /** It stands elsewhere than it did, and no row explains that. */
  | {
      readonly kind: "moved";
      readonly sequence: string;
      readonly was: string;
      readonly next: string;
    };

/** A database's tables and sequences. */
export interface Contents {
  readonly rows: readonly TableRows[];
  readonly sequences: readonly SequencePosition[];
}

/** The columns whose next value would be one that they have, and had not before. */
export function collisions(before: Contents, after: Contents): SequenceChange[] {
  return after.sequences.flatMap((sequence) => {
    const owned = ownerOf(sequence, after);
    if (owned === undefined || !collides(sequence, owned)) return [];
    const earlier = earlierOf(sequence, owned, before);
    const other = earlier && ownerOf(earlier, before);
    if (other !== undefined && collides(earlier!, other)) return [];
    return [
      {
        kind: "collides",
        column: `${nameOf(owned.table)}.${owned.column}`,
        next: String(sequence.next),
        reached: String(owned.reached),
        isOwnDoing:
          earlier !== undefined && (earlier.oid !== sequence.oid || isBehind(sequence, earlier)),
      },
    ];
  });
}

/** The sequences that a way there and back leaves elsewhere; INSERT alone takes numbers, and nobody gives them back. */
export function movedSequences(before: Contents, after: Contents): SequenceChange[] {
  return after.sequences.flatMap((sequence) => {
    const earlier = before.sequences.find(({ name }) => name === sequence.name);
    if (earlier === undefined || earlier.next === sequence.next) return [];
    if (!isBehind(sequence, earlier) && !sequence.isSet && sequence.owner !== undefined) return [];
    const { name, next } = sequence;
    return [{ kind: "moved", sequence: name, was: String(earlier.next), next: String(next) }];
  });
}

/** The columns whose values another sequence gives than before, of tables that were there. */
export function replacedSequences(
  before: Contents,
  after: Contents,
): { readonly table: TableRows; readonly column: string }[] {
  return before.sequences.flatMap(({ oid, owner }) => {
    const table = before.rows.find((one) => one.oid === owner?.table);
    const column = table?.columns.find(({ number }) => number === owner?.column);
    const isReplaced =
      !after.sequences.some((one) => one.oid === oid) &&
      after.rows.some(
        (one) =>
          one.oid === table?.oid && one.columns.some(({ number }) => number === column?.number),
      );
    return table && column && isReplaced ? [{ table, column: column.name }] : [];
  });
}

interface Owned {
  readonly table: TableRows;
  readonly column: string;
  /** The last value that it has in the sequence's direction. */
  readonly reached: bigint;
}

function ownerOf({ owner, goesUp }: SequencePosition, { rows }: Contents): Owned | undefined {
  const table = rows.find(({ oid }) => oid === owner?.table);
  const at = table?.columns.findIndex(({ number }) => number === owner?.column) ?? -1;
  if (table === undefined || at < 0) return undefined;
  const values = rowsOf(table)
    .rows.flatMap((row) => row[at] ?? [])
    .filter((value) => /^-?\d+$/.test(value))
    .map(BigInt)
    .toSorted((a, b) => Number(a - b));
  const reached = goesUp ? values.at(-1) : values[0];
  return reached === undefined ? undefined : { table, column: table.columns[at]!.name, reached };
}

function collides({ next, goesUp }: SequencePosition, { reached }: Owned): boolean {
  return goesUp ? next <= reached : next >= reached;
}

/** The sequence that the column had, or had by this name. */
function earlierOf(
  sequence: SequencePosition,
  { table, column }: Owned,
  { rows, sequences }: Contents,
): SequencePosition | undefined {
  const then =
    rows.find(({ oid }) => oid === table.oid) ?? rows.find((one) => nameOf(one) === nameOf(table));
  const number = then?.columns.find(({ name }) => name === column)?.number;
  return (
    sequences.find(({ oid }) => oid === sequence.oid) ??
    sequences.find(({ owner }) => owner?.table === then?.oid && owner?.column === number)
  );
}

function isBehind({ next, goesUp }: SequencePosition, earlier: SequencePosition): boolean {
  return goesUp ? next < earlier.next : next > earlier.next;
}
