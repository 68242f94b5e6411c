import type { Fact, StableId } from "@supabase/pg-delta/core";
import { quoteIfNeeded } from "../../../src/sql/text/index.ts";
import { schema, type MadeUp, type Words } from "./words.ts";

/** Tables, and what stands on them. */
export const onTables: Readonly<Record<string, (words: Words) => MadeUp>> = {
  table: table,
  partition: partition,
  column: column,
  constraint: constraint,
  "foreign key": foreignKey,
  index: index,
  trigger: trigger,
  policy: policy,
  rule: rule,
  comment: comment,
  default: givenDefault,
  "type of a column": typeChange,
  publication: publication,
};

function table(words: Words): MadeUp {
  const { facts, name, named } = words.tableFacts();
  const own = [words.check(name, named), words.defaultFact(name, named["note"]!)];
  return { facts: [...facts, ...own], around: [] };
}

function partition(words: Words): MadeUp {
  const { facts, name } = words.tableFacts(true);
  const part = words.tableFacts().table;
  const payload = {
    ...part.payload,
    persistence: "p",
    partitionBound: `FOR VALUES IN (${words.literal()}, ${words.literal()})`,
    parentTable: { schema, name },
  };
  return { facts: [{ ...part, payload }], around: facts };
}

function column(words: Words): MadeUp {
  const { facts, name } = words.tableFacts();
  const column = words.columnFact(name, words.name(), "text", 9);
  const given = words.defaultFact(name, (column.id as { name: string }).name);
  return { facts: [column, given], around: facts };
}

function constraint(words: Words): MadeUp {
  const { facts, name, named } = words.tableFacts();
  const check = words.check(name, named);
  const changed = { ...check, payload: words.check(name, named).payload };
  return { facts: [check], around: facts, changed: [changed] };
}

function foreignKey(words: Words): MadeUp {
  const [one, other] = [words.tableFacts(), words.tableFacts()];
  const columns = (named: Record<string, string>) =>
    [named["note"]!, named["age"]!].map(quoteIfNeeded).join(", ");
  const def = `FOREIGN KEY (${columns(one.named)}) REFERENCES app.${quoteIfNeeded(other.name)}(${columns(other.named)}) ON DELETE CASCADE`;
  return {
    facts: [words.constraintFact(one.name, def, "f")],
    around: [...one.facts, ...other.facts],
  };
}

function index(words: Words): MadeUp {
  const { facts, name, named, id } = words.tableFacts();
  const index = words.name();
  const [note, email] = [quoteIfNeeded(named["note"]!), quoteIfNeeded(named["email"]!)];
  const unique = words.random.pick(["", "UNIQUE "]);
  const where = words.random.chance(0.7) ? ` WHERE ${words.expression(named)}` : "";
  const def = `CREATE ${unique}INDEX ${quoteIfNeeded(index)} ON app.${quoteIfNeeded(name)} USING btree (${note} COLLATE pg_catalog."C" DESC, lower((${email})::text), ((${note} || ${words.literal()}::text)))${where}`;
  const fact: Fact = {
    id: { kind: "index", schema, name: index },
    parent: id,
    payload: { def, valid: true },
  };
  return { facts: [fact], around: facts };
}

function trigger(words: Words): MadeUp {
  const { facts, name, named, id } = words.tableFacts();
  const own = words.name();
  const when = words.expression(named, "old.");
  const constraint = words.random.chance(0.2);
  const head = constraint ? "CREATE CONSTRAINT TRIGGER" : "CREATE TRIGGER";
  const event = constraint ? "AFTER UPDATE" : "BEFORE UPDATE";
  const def = `${head} ${quoteIfNeeded(own)} ${event} OF ${quoteIfNeeded(named["note"]!)} ON app.${quoteIfNeeded(name)} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION app.touch(${words.literal()})`;
  const fact: Fact = {
    id: { kind: "trigger", schema, table: name, name: own },
    parent: id,
    payload: { def, enabled: "O" },
  };
  return { facts: [fact], around: facts };
}

function policy(words: Words): MadeUp {
  const { facts, name, named, id } = words.tableFacts();
  const payload = {
    ...{ cmd: words.random.pick(["*", "r", "w"]), permissive: words.random.chance(0.8) },
    ...{ usingExpr: words.expression(named), checkExpr: null, roles: ["PUBLIC"] },
  };
  const fact: Fact = {
    id: { kind: "policy", schema, table: name, name: words.name() },
    parent: id,
    payload,
  };
  return { facts: [fact], around: facts };
}

function rule(words: Words): MadeUp {
  const { facts, name, named, id } = words.tableFacts();
  const own = words.name();
  const table = `app.${quoteIfNeeded(name)}`;
  const def = `CREATE RULE ${quoteIfNeeded(own)} AS\n    ON DELETE TO ${table}\n   WHERE ${words.expression(named, "old.")} DO INSTEAD  UPDATE ${table} SET ${quoteIfNeeded(named["note"]!)} = ${words.literal()}::text;`;
  const fact: Fact = {
    id: { kind: "rule", schema, table: name, name: own },
    parent: id,
    payload: { def, enabled: "O" },
  };
  return { facts: [fact], around: facts };
}

function comment(words: Words): MadeUp {
  const { facts, columns: parts } = words.tableFacts();
  const target = words.random.pick([...facts, ...parts]).id;
  const fact = (): Fact => ({
    id: { kind: "comment", target },
    parent: target,
    payload: { text: `${words.text()}.` },
  });
  return { facts: [fact()], around: facts, changed: [fact()] };
}

function givenDefault(words: Words): MadeUp {
  const { facts, name, named } = words.tableFacts();
  const given = () => words.defaultFact(name, named["note"]!);
  return { facts: [given()], around: facts, changed: [given()] };
}

function typeChange(words: Words): MadeUp {
  const { facts, columns: parts } = words.tableFacts();
  const column = parts.find(({ payload }) => payload["type"] === "integer")!;
  const changed = { ...column, payload: { ...column.payload, type: "bigint" } };
  return {
    facts: [column],
    around: facts.filter((fact) => fact !== column),
    changed: [changed],
  };
}

function publication(words: Words): MadeUp {
  const { facts, name, named } = words.tableFacts();
  const publication = words.name();
  const id: StableId = { kind: "publication", name: publication };
  const whole: Fact = {
    id,
    payload: {
      ...{ allTables: false, viaRoot: words.random.chance(0.3) },
      publish: words.random.pick([["insert"], ["insert", "update", "delete", "truncate"]]),
    },
  };
  const part: Fact = {
    id: { kind: "publicationRel", publication, schema, table: name },
    parent: id,
    payload: { columns: [named["note"]!], where: words.expression(named) },
  };
  return { facts: [whole, part], around: facts };
}
