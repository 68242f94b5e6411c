import { beforeAll, describe, expect, test } from "vitest";
import { parseStatements } from "../../src/sql/statement/statements.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { sqlMigration } from "../../src/migrations/load.ts";
import { fixedBy, orders, second, today } from "../support/fixes.ts";
import { upDown } from "../support/migrations.ts";
import type { FixCase } from "./fix-case.ts";
import { fixCases } from "./fix-cases.ts";

beforeAll(loadParser);

const fix = ({ rule, up, down = "", postgres = 15 }: FixCase) =>
  fixedBy(
    [rule],
    { ...orders, [second]: upDown(up, down) },
    { postgres: { major: postgres, source: "" } },
  );

describe("a rewrite", () => {
  test.each(fixCases.map((one) => [one.title, one] as const))("%s", (_title, one) => {
    const { files, created, result } = fix(one);
    const { up, down } = sectionsOf(files[0]?.after ?? upDown(one.up, one.down ?? ""));
    expect(up).toBe(one.becomes ?? one.up);
    expect(down).toBe(one.downBecomes ?? one.down ?? "");
    expect(created.map(({ name, text }) => ({ name, ...sectionsOf(text) }))).toEqual(
      one.created ?? [],
    );
    expect(result.findings.filter(({ rule }) => rule === one.rule)).toEqual([]);
    for (const text of [up, down, ...created.map((file) => file.text)])
      expect(() => parseStatements(text)).not.toThrow();
  });
});

describe("new migrations", () => {
  test("have a header", () => {
    const { created } = fix(fixCases.find((one) => one.created?.length === 2)!);
    expect(created[0]!.text).toMatch(
      new RegExp(
        `^-- Migration: Build A Idx\n-- Created: ${today}\n-- Description: Build the index`,
      ),
    );
  });
});

function sectionsOf(text: string) {
  const { up, down } = sqlMigration(second, "file", text);
  return { up: up.text.trim(), down: down!.text.trim() };
}
