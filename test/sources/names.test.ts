import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../../src");
const files = globSync("**/*.ts", { cwd: source })
  .toSorted()
  .map((file) =>
    ts.createSourceFile(file, readFileSync(join(source, file), "utf8"), ts.ScriptTarget.Latest),
  );

/** node-pg-migrate's names for things of its own kind, which only `compat/` gives them. */
const ofCompat = new Set(["Migration", "PG_MIGRATE_LOCK_ID"]);

/** The names that a file declares and exports, each once: overloads are one function, and a type may go with a value. */
function exportedNames(file: ts.SourceFile): string[] {
  const names = file.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(file));
    return "name" in statement && statement.name !== undefined
      ? [(statement.name as ts.Identifier).text]
      : [];
  });
  return [...new Set(names)];
}

test("an exported name has one meaning", () => {
  const places = new Map<string, string[]>();
  for (const file of files)
    for (const name of exportedNames(file))
      places.set(name, [...(places.get(name) ?? []), file.fileName]);
  const shared = [...places]
    .filter(([name, all]) => all.length > 1 && !ofCompat.has(name))
    .map(([name, all]) => `${name}: ${all.join(", ")}`);
  expect(shared).toEqual([]);
});

const oldWords =
  /\b(?:anew|mend(?:s|ed|ing)?|meanwhile|whatever|hence|lest|thereby|whereby|tells?|told|telling)\b/i;

/** The texts of a file's strings and templates. */
function textsOf(file: ts.SourceFile): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    )
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

test.each(files.map((file) => [file.fileName, file] as const))(
  "the texts of %s are in plain modern English",
  (_name, file) => {
    expect(textsOf(file).filter((text) => oldWords.test(text))).toEqual([]);
  },
);
