import type { Fact, StableId } from "@supabase/pg-delta/core";
import { quoteIfNeeded } from "../../../src/sql/text/index.ts";
import type { Random } from "../../support/random.ts";
import { columns, expressions, hostileName, hostileText } from "../hostile.ts";

/** Facts to be made, altered or taken away, and those that are there already. */
export interface MadeUp {
  readonly kind: string;
  readonly facts: readonly Fact[];
  readonly around: readonly Fact[];
  /** The same objects as they become. */
  readonly changed?: readonly Fact[];
}

const schema = "app";

/** Facts with hostile names and texts, as PostgreSQL's catalogs and functions give them. */
export class MadeUpFacts {
  readonly #random: Random;
  #number = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): MadeUp {
    const kinds = this.#kinds();
    return this.#random.pick(kinds)();
  }

  #kinds(): (() => MadeUp)[] {
    return [
      () => this.#table(),
      () => this.#column(),
      () => this.#constraint(),
      () => this.#foreignKey(),
      () => this.#index(),
      () => this.#view("view"),
      () => this.#view("materializedView"),
      () => this.#routine("function"),
      () => this.#routine("procedure"),
      () => this.#aggregate(),
      () => this.#trigger(),
      () => this.#policy(),
      () => this.#rule(),
      () => this.#enum(),
      () => this.#composite(),
      () => this.#domain(),
      () => this.#collation(),
      () => this.#comment(),
      () => this.#publication(),
      () => this.#server(),
      () => this.#foreignTable(),
      () => this.#partition(),
      () => this.#default(),
      () => this.#typeChange(),
    ];
  }

  #name(): string {
    return hostileName(this.#random, ++this.#number);
  }

  #text(): string {
    return hostileText(this.#random);
  }

  /** A text as PostgreSQL writes it in an expression. */
  #literal(): string {
    const text = this.#text();
    const doubled = text.replaceAll("'", "''");
    return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
  }

  #expression(named: Record<string, string>, prefix = ""): string {
    const column = (name: keyof typeof columns) => prefix + quoteIfNeeded(named[name]!);
    return `(${this.#random.pick(expressions(column, () => this.#literal()))})`;
  }

  /** A table, its columns, and how these are called. */
  #tableFacts(isPartitioned = false) {
    const name = this.#name();
    const id: StableId = { kind: "table", schema, name };
    const named = Object.fromEntries(
      Object.keys(columns).map((column) => [
        column,
        this.#random.chance(0.5) ? column : this.#name(),
      ]),
    );
    const payload = {
      ...{
        persistence: this.#random.pick(["p", "u"]),
        rowSecurity: false,
        forceRowSecurity: false,
      },
      ...{ replicaIdentity: "d", replicaIdentityIndex: null, partitionBound: null },
      ...{ parentTable: null, reloptions: null },
      partitionKey: isPartitioned ? `LIST (${quoteIfNeeded(named["note"]!)})` : null,
    };
    const table: Fact = { id, parent: { kind: "schema", name: schema }, payload };
    const parts = Object.entries(columns).map(([column, type], index) =>
      this.#columnFact(name, named[column]!, type, index),
    );
    return { table, columns: parts, facts: [table, ...parts], id, name, named };
  }

  #columnFact(table: string, name: string, type: string, index: number): Fact {
    return {
      id: { kind: "column", schema, table, name },
      parent: { kind: "table", schema, name: table },
      payload: {
        ...{ _position: index + 1, type, notNull: this.#random.chance(0.3) },
        ...{ identity: null, collation: null, generatedExpr: null },
      },
    };
  }

  #constraintFact(table: string, def: string, type: string): Fact {
    return {
      id: { kind: "constraint", schema, table, name: this.#name() },
      parent: { kind: "table", schema, name: table },
      payload: { def, type, validated: true },
    };
  }

  #check(name: string, named: Record<string, string>): Fact {
    return this.#constraintFact(name, `CHECK (${this.#expression(named)})`, "c");
  }

  #defaultFact(table: string, column: string): Fact {
    return {
      id: { kind: "default", schema, table, name: column },
      parent: { kind: "column", schema, table, name: column },
      payload: { expr: `${this.#literal()}::text` },
    };
  }

  #table(): MadeUp {
    const { facts, name, named } = this.#tableFacts();
    const own = [this.#check(name, named), this.#defaultFact(name, named["note"]!)];
    return { kind: "table", facts: [...facts, ...own], around: [] };
  }

  #partition(): MadeUp {
    const { facts, name } = this.#tableFacts(true);
    const part = this.#tableFacts().table;
    const payload = {
      ...part.payload,
      persistence: "p",
      partitionBound: `FOR VALUES IN (${this.#literal()}, ${this.#literal()})`,
      parentTable: { schema, name },
    };
    return { kind: "partition", facts: [{ ...part, payload }], around: facts };
  }

  #column(): MadeUp {
    const { facts, name } = this.#tableFacts();
    const column = this.#columnFact(name, this.#name(), "text", 9);
    const given = this.#defaultFact(name, (column.id as { name: string }).name);
    return { kind: "column", facts: [column, given], around: facts };
  }

  #constraint(): MadeUp {
    const { facts, name, named } = this.#tableFacts();
    const check = this.#check(name, named);
    const changed = { ...check, payload: this.#check(name, named).payload };
    return { kind: "constraint", facts: [check], around: facts, changed: [changed] };
  }

  #foreignKey(): MadeUp {
    const [one, other] = [this.#tableFacts(), this.#tableFacts()];
    const columns = (named: Record<string, string>) =>
      [named["note"]!, named["age"]!].map(quoteIfNeeded).join(", ");
    const def = `FOREIGN KEY (${columns(one.named)}) REFERENCES app.${quoteIfNeeded(other.name)}(${columns(other.named)}) ON DELETE CASCADE`;
    return {
      kind: "foreign key",
      facts: [this.#constraintFact(one.name, def, "f")],
      around: [...one.facts, ...other.facts],
    };
  }

  #index(): MadeUp {
    const { facts, name, named, id } = this.#tableFacts();
    const index = this.#name();
    const [note, email] = [quoteIfNeeded(named["note"]!), quoteIfNeeded(named["email"]!)];
    const unique = this.#random.pick(["", "UNIQUE "]);
    const where = this.#random.chance(0.7) ? ` WHERE ${this.#expression(named)}` : "";
    const def = `CREATE ${unique}INDEX ${quoteIfNeeded(index)} ON app.${quoteIfNeeded(name)} USING btree (${note} COLLATE pg_catalog."C" DESC, lower((${email})::text), ((${note} || ${this.#literal()}::text)))${where}`;
    const fact: Fact = {
      id: { kind: "index", schema, name: index },
      parent: id,
      payload: { def, valid: true },
    };
    return { kind: "index", facts: [fact], around: facts };
  }

  #view(kind: "view" | "materializedView"): MadeUp {
    const { facts, name, named } = this.#tableFacts();
    const note = quoteIfNeeded(named["note"]!);
    const def = ` SELECT ${note},\n    ${this.#literal()}::text AS ${quoteIfNeeded(this.#name())}\n   FROM app.${quoteIfNeeded(name)}\n  WHERE ${this.#expression(named)};`;
    const id: StableId = { kind, schema, name: this.#name() };
    const parent: StableId = { kind: "schema", name: schema };
    return { kind, facts: [{ id, parent, payload: { def, reloptions: null } }], around: facts };
  }

  #routine(kind: "function" | "procedure"): MadeUp {
    const name = this.#name();
    const argument = quoteIfNeeded(this.#name());
    const word = kind.toUpperCase();
    const returns = kind === "function" ? "\n RETURNS text" : "";
    const signature = `${argument} text DEFAULT ${this.#literal()}::text`;
    const body = this.#text().replaceAll("$function$", "").replaceAll("$procedure$", "");
    const tag = `$${kind}$`;
    const def = `CREATE OR REPLACE ${word} app.${quoteIfNeeded(name)}(${signature})${returns}\n LANGUAGE sql\n SET search_path TO ${this.#literal()}\nAS ${tag}${body}${tag}\n`;
    const payload = {
      ...{ def, returnType: kind === "function" ? "text" : null, argSignature: signature },
      ...{ language: "sql", isWindow: false },
    };
    const id: StableId = { kind, schema, name, args: ["text"] };
    return { kind, facts: [{ id, parent: { kind: "schema", name: schema }, payload }], around: [] };
  }

  #aggregate(): MadeUp {
    const payload = {
      ...{ aggKind: "n", numDirectArgs: 0, sfunc: "textcat", stype: "text", sspace: 0 },
      ...{ initcond: this.#text(), parallel: "u" },
    };
    const id: StableId = { kind: "aggregate", schema, name: this.#name(), args: ["text"] };
    return {
      kind: "aggregate",
      facts: [{ id, parent: { kind: "schema", name: schema }, payload }],
      around: [],
    };
  }

  #trigger(): MadeUp {
    const { facts, name, named, id } = this.#tableFacts();
    const own = this.#name();
    const when = this.#expression(named, "old.");
    const constraint = this.#random.chance(0.2);
    const head = constraint ? "CREATE CONSTRAINT TRIGGER" : "CREATE TRIGGER";
    const event = constraint ? "AFTER UPDATE" : "BEFORE UPDATE";
    const def = `${head} ${quoteIfNeeded(own)} ${event} OF ${quoteIfNeeded(named["note"]!)} ON app.${quoteIfNeeded(name)} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION app.touch(${this.#literal()})`;
    const fact: Fact = {
      id: { kind: "trigger", schema, table: name, name: own },
      parent: id,
      payload: { def, enabled: "O" },
    };
    return { kind: "trigger", facts: [fact], around: facts };
  }

  #policy(): MadeUp {
    const { facts, name, named, id } = this.#tableFacts();
    const payload = {
      ...{ cmd: this.#random.pick(["*", "r", "w"]), permissive: this.#random.chance(0.8) },
      ...{ usingExpr: this.#expression(named), checkExpr: null, roles: ["PUBLIC"] },
    };
    const fact: Fact = {
      id: { kind: "policy", schema, table: name, name: this.#name() },
      parent: id,
      payload,
    };
    return { kind: "policy", facts: [fact], around: facts };
  }

  #rule(): MadeUp {
    const { facts, name, named, id } = this.#tableFacts();
    const own = this.#name();
    const table = `app.${quoteIfNeeded(name)}`;
    const def = `CREATE RULE ${quoteIfNeeded(own)} AS\n    ON DELETE TO ${table}\n   WHERE ${this.#expression(named, "old.")} DO INSTEAD  UPDATE ${table} SET ${quoteIfNeeded(named["note"]!)} = ${this.#literal()}::text;`;
    const fact: Fact = {
      id: { kind: "rule", schema, table: name, name: own },
      parent: id,
      payload: { def, enabled: "O" },
    };
    return { kind: "rule", facts: [fact], around: facts };
  }

  #enum(): MadeUp {
    const values = ["a", this.#text(), `${this.#text()} `, this.#text().repeat(3)];
    const id: StableId = { kind: "type", schema, name: this.#name() };
    const payload = (all: string[]) => ({ variant: "enum", values: [...new Set(all)] });
    const fact: Fact = { id, parent: { kind: "schema", name: schema }, payload: payload(values) };
    const changed = { ...fact, payload: payload([...values, `${this.#text()}+`]) };
    return { kind: "enum", facts: [fact], around: [], changed: [changed] };
  }

  #composite(): MadeUp {
    const type = this.#name();
    const id: StableId = { kind: "type", schema, name: type };
    const parts = ["text", "character varying(9)", "timestamp(3) with time zone"].map(
      (of, index): Fact => ({
        id: { kind: "typeAttribute", schema, type, name: this.#name() },
        parent: id,
        payload: { type: of, collation: index === 0 ? 'pg_catalog."C"' : null, _position: index },
      }),
    );
    const whole: Fact = {
      id,
      parent: { kind: "schema", name: schema },
      payload: { variant: "composite" },
    };
    return { kind: "composite type", facts: [whole, ...parts], around: [] };
  }

  #domain(): MadeUp {
    const name = this.#name();
    const id: StableId = { kind: "domain", schema, name };
    const payload = {
      ...{ baseType: "character varying(20)", notNull: false, collation: null },
      default: `${this.#literal()}::character varying`,
    };
    const list = [this.#literal(), this.#literal()].map((one) => `${one}::character varying`);
    const check: Fact = {
      id: { kind: "constraint", schema, table: name, name: this.#name() },
      parent: id,
      payload: {
        def: `CHECK (((VALUE)::text = ANY ((ARRAY[${list.join(", ")}])::text[])))`,
        ...{ type: "c", validated: true },
      },
    };
    const whole: Fact = { id, parent: { kind: "schema", name: schema }, payload };
    return { kind: "domain", facts: [whole, check], around: [] };
  }

  #collation(): MadeUp {
    const payload = {
      ...{ provider: "i", deterministic: false, locale: this.#text() },
      ...{ lcCollate: null, lcCtype: null },
    };
    const id: StableId = { kind: "collation", schema, name: this.#name() };
    return {
      kind: "collation",
      facts: [{ id, parent: { kind: "schema", name: schema }, payload }],
      around: [],
    };
  }

  #comment(): MadeUp {
    const { facts, columns: parts } = this.#tableFacts();
    const target = this.#random.pick([...facts, ...parts]).id;
    const fact = (): Fact => ({
      id: { kind: "comment", target },
      parent: target,
      payload: { text: `${this.#text()}.` },
    });
    return { kind: "comment", facts: [fact()], around: facts, changed: [fact()] };
  }

  #publication(): MadeUp {
    const { facts, name, named } = this.#tableFacts();
    const publication = this.#name();
    const id: StableId = { kind: "publication", name: publication };
    const whole: Fact = {
      id,
      payload: {
        ...{ allTables: false, viaRoot: this.#random.chance(0.3) },
        publish: this.#random.pick([["insert"], ["insert", "update", "delete", "truncate"]]),
      },
    };
    const part: Fact = {
      id: { kind: "publicationRel", publication, schema, table: name },
      parent: id,
      payload: { columns: [named["note"]!], where: this.#expression(named) },
    };
    return { kind: "publication", facts: [whole, part], around: facts };
  }

  #server(): MadeUp {
    const fdw = this.#name();
    const wrapper: Fact = {
      id: { kind: "fdw", name: fdw },
      payload: { handler: null, validator: null, options: [] },
    };
    const payload = {
      ...{ fdw, type: this.#text(), version: `${this.#text()} ${"long ".repeat(20)}` },
      options: [`host=${this.#text()}`],
    };
    const fact: Fact = {
      id: { kind: "server", name: this.#name() },
      parent: wrapper.id,
      payload,
    };
    return { kind: "server", facts: [fact], around: [wrapper] };
  }

  #foreignTable(): MadeUp {
    const { facts, around } = this.#server();
    const server = facts[0]!.id as { name: string };
    const fact: Fact = {
      id: { kind: "foreignTable", schema, name: this.#name() },
      parent: facts[0]!.id,
      payload: { server: server.name, options: [`k=${this.#text()}`] },
    };
    return { kind: "foreign table", facts: [fact], around: [...around, ...facts] };
  }

  #default(): MadeUp {
    const { facts, name, named } = this.#tableFacts();
    const given = () => this.#defaultFact(name, named["note"]!);
    return { kind: "default", facts: [given()], around: facts, changed: [given()] };
  }

  #typeChange(): MadeUp {
    const { facts, columns: parts } = this.#tableFacts();
    const column = parts.find(({ payload }) => payload["type"] === "integer")!;
    const changed = { ...column, payload: { ...column.payload, type: "bigint" } };
    return {
      kind: "type of a column",
      facts: [column],
      around: facts.filter((fact) => fact !== column),
      changed: [changed],
    };
  }
}
