import { keyOf, type Schema } from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { connections, shapeOf } from "./connections.ts";

/** A relation or type that a section makes or changes. */
export interface Changed {
  readonly key: string;
  /** For messages. */
  readonly shown: string;
  /** The first action that changes it. */
  readonly action: Action;
}

/** What a section changes, and what belongs together. */
export class ChangeGraph {
  readonly #parents = new Map<string, string>();
  readonly #changed = new Map<string, Changed>();

  /** Takes in an action before it takes effect. */
  add(action: Action, context: StatementContext): void {
    const { changes, touches } = connections(action, context.schema);
    const keys = [...changes, ...touches].map((name) => keyIn(context.schema, name));
    const shape = shapeOf(action);
    if (shape !== undefined && changes.length > 0) keys.push(`shape ${shape}`);
    for (const key of keys) this.#join(keys[0]!, key);
    for (const name of changes) {
      if (typeof name !== "string" && isBesides(name, action, context)) continue;
      const key = keyIn(context.schema, name);
      const shown = typeof name === "string" ? name.replace(/^\w+ /, "") : context.show(name);
      if (!this.#changed.has(key)) this.#changed.set(key, { key, shown, action });
    }
  }

  /** The things that are made and changed, those together that belong together; in order. */
  components(schema: Schema): Changed[][] {
    this.#joinByForeignKeys(schema);
    const found = new Map<string, Changed[]>();
    for (const one of this.#changed.values()) {
      const root = this.#root(one.key);
      found.set(root, [...(found.get(root) ?? []), one]);
    }
    return [...found.values()];
  }

  /** Tables that refer to each other are changed together more often than not. */
  #joinByForeignKeys({ relations }: Schema): void {
    for (const key of this.#changed.keys())
      for (const { references } of relations.get(key)?.constraints.values() ?? [])
        if (references) this.#join(key, keyOf(references.table));
  }

  #join(one: string, other: string): void {
    this.#parents.set(this.#root(other), this.#root(one));
  }

  #root(key: string): string {
    const parent = this.#parents.get(key);
    return parent === undefined || parent === key ? key : this.#root(parent);
  }
}

/** Views and temporary tables are there for what they are made of. */
function isBesides(name: RelationName, action: Action, context: StatementContext): boolean {
  if (action.kind === "create-view") return !context.relation(name)?.isCreated;
  if (action.kind === "create-table-as" && action.materialized) return true;
  if ("temporary" in action && action.temporary) return true;
  const known = context.relation(name);
  return (
    known?.temporary === true || (known?.kind.endsWith("view") === true && context.isOwn(name))
  );
}

function keyIn(schema: Schema, name: RelationName | string): string {
  return typeof name === "string" ? name : keyOf(schema.resolve(name));
}
