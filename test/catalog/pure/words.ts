import type { Fact, StableId } from "@supabase/pg-delta/core";
import { quoteIfNeeded } from "../../../src/sql/text/index.ts";
import type { Random } from "../../support/random.ts";
import { columns, expressions, hostileName, hostileText } from "../hostile.ts";

/** Facts to be made, changed or taken away, and those that are there already. */
export interface MadeUp {
  readonly facts: readonly Fact[];
  readonly around: readonly Fact[];
  /** The same objects as they become. */
  readonly changed?: readonly Fact[];
}

export const schema = "app";

/** Hostile names and texts, and parts of facts with these, as PostgreSQL's catalogs and functions give them. */
export class Words {
  readonly random: Random;
  #number = 0;

  constructor(random: Random) {
    this.random = random;
  }

  name(): string {
    return hostileName(this.random, ++this.#number);
  }

  text(): string {
    return hostileText(this.random);
  }

  literal(): string {
    const text = this.text();
    const doubled = text.replaceAll("'", "''");
    return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
  }

  expression(named: Record<string, string>, prefix = ""): string {
    const column = (name: keyof typeof columns) => prefix + quoteIfNeeded(named[name]!);
    return `(${this.random.pick(expressions(column, () => this.literal()))})`;
  }

  tableFacts(isPartitioned = false) {
    const name = this.name();
    const id: StableId = { kind: "table", schema, name };
    const named = Object.fromEntries(
      Object.keys(columns).map((column) => [
        column,
        this.random.chance(0.5) ? column : this.name(),
      ]),
    );
    const payload = {
      ...{
        persistence: this.random.pick(["p", "u"]),
        rowSecurity: false,
        forceRowSecurity: false,
      },
      ...{ replicaIdentity: "d", replicaIdentityIndex: null, partitionBound: null },
      ...{ parentTable: null, reloptions: null },
      partitionKey: isPartitioned ? `LIST (${quoteIfNeeded(named["note"]!)})` : null,
    };
    const table: Fact = { id, parent: { kind: "schema", name: schema }, payload };
    const parts = Object.entries(columns).map(([column, type], index) =>
      this.columnFact(name, named[column]!, type, index),
    );
    return { table, columns: parts, facts: [table, ...parts], id, name, named };
  }

  columnFact(table: string, name: string, type: string, index: number): Fact {
    return {
      id: { kind: "column", schema, table, name },
      parent: { kind: "table", schema, name: table },
      payload: {
        ...{ _position: index + 1, type, notNull: this.random.chance(0.3) },
        ...{ identity: null, collation: null, generatedExpr: null },
      },
    };
  }

  constraintFact(table: string, def: string, type: string): Fact {
    return {
      id: { kind: "constraint", schema, table, name: this.name() },
      parent: { kind: "table", schema, name: table },
      payload: { def, type, validated: true },
    };
  }

  check(name: string, named: Record<string, string>): Fact {
    return this.constraintFact(name, `CHECK (${this.expression(named)})`, "c");
  }

  defaultFact(table: string, column: string): Fact {
    return {
      id: { kind: "default", schema, table, name: column },
      parent: { kind: "column", schema, table, name: column },
      payload: { expr: `${this.literal()}::text` },
    };
  }
}
