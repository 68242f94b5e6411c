import { resolve } from "node:path";
import { createdBy, parseStatements, type RelationName } from "../sql/statement/index.ts";
import { nameOfToken, tokens } from "../sql/text/index.ts";
import { spanInFile } from "../migrations/index.ts";
import type { Lintable } from "../lint/index.ts";
import type { Relation } from "../schema/index.ts";
import { askAt } from "./questions.ts";
import type { OpenMigration } from "./workspace.ts";

/** A stretch of a file. UTF-16 offsets. */
export interface MadeAt {
  readonly path: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** The statement that made the table, view or sequence whose name stands at a place. */
export function whereMade(view: OpenMigration, offset: number): MadeAt | undefined {
  const names = namesAt(view.path, offset, view);
  const found = askAt(view, offset, ({ schema }) => {
    for (const name of names) {
      const relation = schema.relation(name);
      if (relation?.isCreated) return relation;
    }
    return undefined;
  });
  const maker = found && view.all[found.origin.migration];
  return maker && placeOf(maker, found);
}

/** What the word at a place may name, the likeliest first. */
function namesAt(path: string, offset: number, { lintable }: OpenMigration): RelationName[] {
  const { migration, file, source } = lintable;
  const text = resolve(file) === path ? source : (migration?.down?.source ?? "");
  const all = tokens(text);
  const at = all.findIndex(
    ({ start, end }) => start <= offset && offset <= end && isName(text, start),
  );
  if (at < 0) return [];
  const [own, dot, before, next, after] = [at, at - 1, at - 2, at + 1, at + 2].map(
    (index) => all[index],
  );
  const name = nameOfToken(own!);
  return [
    ...(dot?.text === "." && before ? [{ schema: nameOfToken(before), name }] : []),
    ...(next?.text === "." && after ? [{ schema: name, name: nameOfToken(after) }] : []),
    { name },
  ];
}

function isName(text: string, start: number): boolean {
  return /["\p{L}_]/u.test(text.slice(start, start + 2));
}

/** In the migration that made it, the statement that did; its beginning where that had another name for it. */
function placeOf({ file, source, sections: { up } }: Lintable, relation: Relation): MadeAt {
  const begin = { path: resolve(up?.generatedFrom ?? file), source, start: 0, end: 0 };
  if (up === undefined || up.opaque || up.generatedFrom !== undefined) return begin;
  const maker = parseStatements(up.text).find(({ actions }) =>
    actions.some((action) => createdBy(action).some(({ name }) => name === relation.name)),
  );
  return maker === undefined ? begin : { ...begin, ...spanInFile(up, maker) };
}
