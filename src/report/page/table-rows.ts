import type { ChangeKind, ColumnChange, ColumnState, TableChange } from "../../schema/index.ts";

/** A line of a table in the diagram. */
export interface TableRow {
  readonly change: ChangeKind;
  /** `key`, `reference`: which sign it has. */
  readonly sign?: "key" | "reference";
  readonly name: string;
  /** What it is, or what became of it. */
  readonly text: string;
  /** The same before and after, where it was changed. */
  readonly before?: string;
  readonly after?: string;
}

const mostColumns = 24;

/** What is to be seen of a table: of a new one all, else what was changed, its keys, and how much more there is. */
export function tableRows(table: TableChange): TableRow[] {
  const own = new Set(table.references.flatMap(({ columns }) => columns));
  const isWhole = table.change === "added" || table.change === "dropped";
  const shown = table.columns.filter((one) => isWhole || isTold(one, own));
  const rows = shown.slice(0, mostColumns).map((one) => columnRow(one, own));
  const more = table.columns.length - rows.length;
  return [
    ...rows,
    ...(more > 0 ? [{ change: "same" as const, name: `… ${more} more`, text: "" }] : []),
    ...table.parts.map(({ kind, name, change, columns }) => ({
      change,
      name,
      text: columns.length === 0 ? kind : `${kind} (${columns.join(", ")})`,
    })),
  ];
}

function isTold({ name, change, before, after }: ColumnChange, own: ReadonlySet<string>): boolean {
  const isKey = (after ?? before)!.isKey;
  return change !== "same" || isKey || own.has(name);
}

function columnRow(
  { name, change, before, after }: ColumnChange,
  own: ReadonlySet<string>,
): TableRow {
  const row = { change, name, ...signOf((after ?? before)!, own.has(name)) };
  if (before === undefined || after === undefined || change === "same")
    return { ...row, text: stateText((after ?? before)!) };
  return {
    ...row,
    text: changeText(before, after),
    before: stateText(before),
    after: stateText(after),
  };
}

function signOf({ isKey }: ColumnState, isReference: boolean): Pick<TableRow, "sign"> {
  if (isKey) return { sign: "key" };
  return isReference ? { sign: "reference" } : {};
}

/** `text NOT NULL, default` */
function stateText({ type, notNull, hasDefault, identity, generated, isKey }: ColumnState): string {
  const words = [
    ...(hasDefault ? ["default"] : []),
    ...(identity ? ["identity"] : []),
    ...(generated ? ["generated"] : []),
  ];
  const first = [type ?? "", notNull && !isKey ? "NOT NULL" : ""].filter((one) => one !== "");
  return [first.join(" "), ...words].filter((one) => one !== "").join(", ");
}

/** `integer → numeric(12,2)`, `NOT NULL`, `no default` */
function changeText(before: ColumnState, after: ColumnState): string {
  const switched = (what: keyof ColumnState & `${string}`, word: string) => {
    if (before[what] === after[what]) return [];
    return [after[what] ? `now ${word}` : `no ${word}`];
  };
  const words = [
    ...(before.type === after.type ? [] : [`${before.type ?? "?"} → ${after.type ?? "?"}`]),
    ...switched("notNull", "NOT NULL"),
    ...switched("hasDefault", "default"),
    ...switched("identity", "identity"),
    ...switched("generated", "generated"),
    ...switched("isKey", "key"),
  ];
  return words.length > 0 ? words.join(", ") : `${after.type ?? ""}, other default`;
}
