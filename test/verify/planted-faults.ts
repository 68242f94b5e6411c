import { base, changes, type Change } from "../cases/digest/index.ts";

/** A migration whose rollback is right, or has one fault planted in it. */
export interface PlantedFault {
  readonly title: string;
  readonly change: Change;
  /** What stood before the migration. */
  readonly before: string;
  readonly up: string;
  readonly down: string;
  readonly isRight: boolean;
}

/** A table beside what changes: a column of it that comes back has another place, which is nobody's fault. */
const beside = "CREATE TABLE app.beside (id int PRIMARY KEY, gone text, kept text)";

/**
 * Every change that a digest must show, of every kind of object: not undone; not undone beside a column that comes
 * back; done by a rollback that should not; and undone as it should be.
 */
export function plantedFaults(): PlantedFault[] {
  return changes.filter(isOfDatabase).flatMap((change) => {
    const before = [base, beside, change.setup ?? "SELECT 1"].join(";\n");
    const common = { change, before };
    return [
      { ...common, title: "not undone", up: change.change, down: "SELECT 1", isRight: false },
      {
        ...common,
        title: "not undone beside a column that comes back",
        up: `${change.change};\nALTER TABLE app.beside DROP COLUMN gone`,
        down: "ALTER TABLE app.beside ADD COLUMN gone text",
        isRight: false,
      },
      {
        ...common,
        title: "done by the rollback",
        up: "CREATE TABLE app.other (id int)",
        down: `DROP TABLE app.other;\n${change.change}`,
        isRight: false,
      },
      {
        ...common,
        title: "undone beside a column that comes back",
        up: `${change.change};\nALTER TABLE app.beside DROP COLUMN gone`,
        down: `ALTER TABLE app.beside ADD COLUMN gone text;\n${change.undo}`,
        isRight: true,
      },
    ].map((fault) => ({ ...fault, title: `${change.title}: ${fault.title}` }));
  });
}

/** What concerns one database only, and is a change that a rollback could undo. */
function isOfDatabase({ differs, clusterWide, serverOnly }: Change): boolean {
  return !differs.every(isColumnOrder) && clusterWide !== true && serverOnly === undefined;
}

/** PostgreSQL adds columns only at the end. */
function isColumnOrder(name: string): boolean {
  return name.startsWith("column order of ");
}
