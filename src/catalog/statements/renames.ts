import { quoteIfNeeded, quoteLiteral } from "../../sql/text/index.ts";
import type { Identities, Identity } from "./identities.ts";
import { shownName } from "../../sql/statement/index.ts";

/** A statement that gives an object the name or the schema back that it had. */
export interface RenameStatement {
  /** Without a semicolon. */
  readonly sql: string;
  /** Whether it may be run again when it has been run. */
  readonly isRepeatable: boolean;
}

/**
 * The statements that give every object its earlier name and schema, in an order in which they run.
 * @param now the database as it is
 * @param then the names that the same objects had
 */
export function renamesBetween(now: Identities, then: Identities): RenameStatement[] {
  return new Renames(now, then).statements();
}

/** From the outside in: a table is found by its schema's name, a column by its table's. */
const ranks: readonly RegExp[] = [
  /^schema$/,
  /^(?:table|foreign table|view|materialized view|sequence|type|domain|function|procedure|aggregate|extension)$/,
  /./,
];

interface Moved {
  readonly key: string;
  readonly now: Identity;
  readonly earlier: Identity;
}

class Renames {
  readonly #now: Identities;
  readonly #then: Identities;
  /** What objects are called while the statements run. */
  readonly #names: Map<string, Identity>;

  constructor(now: Identities, then: Identities) {
    this.#now = now;
    this.#then = then;
    this.#names = new Map(now);
  }

  statements(): RenameStatement[] {
    const moved = [...this.#now].flatMap(([key, now]): Moved[] => {
      const earlier = this.#then.get(key);
      return earlier !== undefined && this.#differs(now, earlier) ? [{ key, now, earlier }] : [];
    });
    return ranks
      .map((rank, index) =>
        moved.filter(
          ({ now }) =>
            ranks.findIndex((one) => one.test(now.kind)) === index && rank.test(now.kind),
        ),
      )
      .flatMap((ofRank) => ofRank.flatMap((one) => this.#back(one)));
  }

  #differs(now: Identity, earlier: Identity): boolean {
    return now.name !== earlier.name || (ranks[1]!.test(now.kind) && now.parent !== earlier.parent);
  }

  /** The name first, then the schema; each as it is called by earlier. */
  #back({ key, now, earlier }: Moved): RenameStatement[] {
    const result: RenameStatement[] = [];
    if (now.name !== earlier.name) {
      const room = this.#makeRoom(key, earlier.name);
      const rename = this.#rename(key, earlier.name);
      result.push(...room, room.length === 0 ? rename : onlyOnce(rename));
      this.#names.set(key, { ...now, name: earlier.name });
    }
    if (ranks[1]!.test(now.kind) && now.parent !== earlier.parent) {
      result.push(...this.#moveToSchema(key, earlier));
      this.#names.set(key, { ...now, name: earlier.name, parent: earlier.parent });
    }
    return result;
  }

  /** Another object has taken the name since: it is dropped where it is new, and set aside where it is not. */
  #makeRoom(key: string, name: string): RenameStatement[] {
    const { parent, kind } = this.#names.get(key)!;
    const [found] = [...this.#names].filter(
      ([other, one]) =>
        other !== key &&
        one.parent === parent &&
        one.name === name &&
        space(one.kind) === space(kind),
    );
    if (found === undefined) return [];
    const [other, taker] = found;
    if (!this.#then.has(other)) {
      const sql = this.#drop(other, taker);
      this.#names.delete(other);
      return [{ sql, isRepeatable: false }];
    }
    const aside = this.#rename(other, `${name}_aside`);
    this.#names.set(other, { ...taker, name: `${name}_aside` });
    return [aside];
  }

  #drop(key: string, { kind, name }: Identity): string {
    if (/^(?:column|constraint|attribute)$/.test(kind))
      return `${this.#holder(key)} DROP ${kind.toUpperCase()} ${quoteIfNeeded(name)}`;
    return `DROP ${kind.toUpperCase()} ${this.#target(key)}`;
  }

  #rename(key: string, name: string): RenameStatement {
    const { kind } = this.#names.get(key)!;
    const to = `TO ${quoteIfNeeded(name)}`;
    switch (kind) {
      case "enum value": {
        const { name: label, parent } = this.#names.get(key)!;
        const type = this.#qualified(parent!);
        return once(
          `ALTER TYPE ${type} RENAME VALUE ${quoteLiteral(label)} TO ${quoteLiteral(name)}`,
        );
      }
      case "column":
        return once(`${this.#holder(key)} RENAME COLUMN ${this.#own(key)} ${to}`);
      case "attribute":
        return once(`${this.#holder(key)} RENAME ATTRIBUTE ${this.#own(key)} ${to}`);
      case "constraint":
      case "domain constraint":
        return once(`${this.#holder(key)} RENAME CONSTRAINT ${this.#own(key)} ${to}`);
      case "trigger":
      case "policy":
      case "rule":
        return once(
          `ALTER ${kind.toUpperCase()} ${this.#own(key)} ON ${this.#qualified(this.#names.get(key)!.parent!)} RENAME ${to}`,
        );
      default:
        return this.#alter(key, `RENAME ${to}`);
    }
  }

  #moveToSchema(key: string, { parent }: Identity): RenameStatement[] {
    const schema = this.#names.get(parent!)?.name ?? this.#then.get(parent!)!.name;
    const isGone = !this.#names.has(parent!);
    if (isGone) this.#names.set(parent!, this.#then.get(parent!)!);
    return [
      ...(isGone
        ? [{ sql: `CREATE SCHEMA IF NOT EXISTS ${quoteIfNeeded(schema)}`, isRepeatable: true }]
        : []),
      this.#alter(key, `SET SCHEMA ${quoteIfNeeded(schema)}`),
    ];
  }

  /** An object that stands for itself; relations may be missing. */
  #alter(key: string, change: string): RenameStatement {
    const { kind } = this.#names.get(key)!;
    const mayBeMissing = /^(?:table|foreign table|view|materialized view|sequence|index)$/.test(
      kind,
    );
    const guard = mayBeMissing ? "IF EXISTS " : "";
    const sql = `ALTER ${kind.toUpperCase()} ${guard}${this.#target(key)} ${change}`;
    return { sql, isRepeatable: mayBeMissing };
  }

  #holder(key: string): string {
    const { parent } = this.#names.get(key)!;
    return `ALTER ${this.#names.get(parent!)!.kind.toUpperCase()} ${this.#qualified(parent!)}`;
  }

  #own(key: string): string {
    return quoteIfNeeded(this.#names.get(key)!.name);
  }

  #target(key: string): string {
    const { args, kind, name } = this.#names.get(key)!;
    if (kind === "extension") return quoteIfNeeded(name);
    return args === undefined ? this.#qualified(key) : `${this.#qualified(key)}(${args})`;
  }

  #qualified(key: string): string {
    const { name, parent } = this.#names.get(key)!;
    return parent === undefined
      ? quoteIfNeeded(name)
      : shownName([this.#names.get(parent)!.name, name]);
  }
}

/** After its name was taken from another object, it must not be passed over: a second run would take the wrong one. */
function onlyOnce({ sql }: RenameStatement): RenameStatement {
  return once(sql.replace(/^(ALTER .*?) IF EXISTS /, "$1 "));
}

function once(sql: string): RenameStatement {
  return { sql, isRepeatable: false };
}

/** Objects that cannot bear the same name in one schema, or on one table. */
function space(kind: string): string {
  return /^(?:table|foreign table|view|materialized view|sequence|index|type|domain)$/.test(kind)
    ? "relation"
    : kind;
}
