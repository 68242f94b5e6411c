import type { Tokens } from "marked";
import { describe, expect, test } from "vitest";
import type { CheckResult } from "../../src/index.ts";
import { checkMarkdown } from "../../src/report/check-markdown.ts";
import { checkResultOf, ended, impactOf, lockOf, statementOf } from "../support/checks.ts";
import { findingAt, lintResultOf } from "../support/findings.ts";
import { decoded, tags, tokensOf } from "../support/markdown.ts";
import {
  failed,
  leftTable,
  passed,
  refusal,
  refusedRows,
  resultOf,
  verified,
} from "../support/verdicts.ts";

const view = { inRepository: (file: string) => `db/${file}`, hidden: (text: string) => text };
const markdown = (result: CheckResult) => checkMarkdown(result, view);

function tableRows(text: string): string[][][] {
  return tokensOf(text)
    .filter((token): token is Tokens.Table => token.type === "table")
    .map(({ rows }) => rows.map((row) => row.map(({ text: cell }) => cell)));
}

const file = ["migrations/2_b.sql", "create index i on orders (a);\ndrop table a;\n"] as const;
const unit = findingAt(file, "create index i", { help: "Build it `CONCURRENTLY`." });
const warning = findingAt(file, "drop table a", { severity: "warning", message: "It is gone." });
const lint = ended(lintResultOf([file], [unit, warning]));
const verify = ended(
  resultOf([
    verified("2_b", {
      roundTrip: failed(leftTable("app.x", "down", "DROP TABLE app.x")),
      data: { ...passed, notes: [refusedRows("1 < 3")] },
    }),
  ]),
);
const plan = {
  verdict: "failed",
  result: impactOf(
    statementOf("2_b", [
      lockOf("app.small", { verdict: "safe", held: { from: 0, to: 0 } }),
      lockOf("app.orders"),
    ]),
  ),
} as const;
const whole = checkResultOf(["2_b", "3_c"], { lint, verify, plan });

describe("a comment of a pull request", () => {
  test("begins with what it is found by, and the verdict; then each part, and each migration", () => {
    const text = markdown(whole);
    expect(text).toMatch(
      /^<!-- pgmaestro check -->\n\n### ❌ pgmaestro check failed: lint, verify, plan\n\n2 migrations added or changed since `main`\.\n\n/,
    );
    const [parts, migrations] = tableRows(text);
    expect(parts).toEqual([
      ["➖", "names", "not checked: left out with --skip"],
      ["❌", "lint", "1 error, 1 warning in 1 migration"],
      ["❌", "verify", "1 migration on PGlite (PostgreSQL 18.3): 1 failed"],
      ["❌", "plan", expect.stringMatching(/^1 statement would stop the application at the sizes/)],
      ["➖", "schema", "not checked: left out with --skip"],
      ["➖", "types", "not checked: left out with --skip"],
      ["➖", "history", "not checked: left out with --skip"],
      ["➖", "unfinished", "not checked: left out with --skip"],
    ]);
    expect(migrations).toEqual([
      ["`2_b`", "❌ 1 error, 1 warning", "❌ round trip", "❌ stops the application"],
      ["`3_c`", "✅", "➖", "✅ safe"],
    ]);
  });

  test("has what must change with its place as the repository knows it, and what to do", () => {
    const text = markdown(whole);
    expect(text).toContain(
      "- ❌ `db/migrations/2_b.sql:1:1` **index-not-concurrent**<br>CREATE INDEX on orders takes SHARE.<br>💡 Build it `CONCURRENTLY`.\n",
    );
    expect(text).toContain(
      "down leaves table app.x<br>💡 the down section needs: DROP TABLE app.x;",
    );
    expect(text.indexOf("It is gone.")).toBeGreaterThan(
      text.indexOf("<details><summary>1 warning</summary>"),
    );
  });

  test("has the gravest locks first, with sizes and times", () => {
    const [, , locks] = tableRows(markdown(whole));
    expect(locks).toEqual([
      [
        "❌",
        "`app.orders`",
        "41 M rows, 12 GB, busy",
        "ACCESS EXCLUSIVE",
        "nobody can read or write it",
        "2 to 8 min<br>rewrites it: 2 to 8 min",
        "`db/migrations/2_b.sql:3:1`",
      ],
      [
        "✅",
        "`app.small`",
        expect.anything(),
        "ACCESS EXCLUSIVE",
        expect.anything(),
        expect.stringMatching(/^a moment/),
        expect.anything(),
      ],
    ]);
  });

  test("has down sections that were proved, and what writes them", () => {
    const [name, file] = ["2_b", "migrations/2_b.sql"];
    const remarks = { lost: ["the rows of b"], reasons: [], notes: [] };
    const text = markdown(
      checkResultOf(["2_b"], {
        downSections: [
          { name, file, outcome: "offered", section: "DROP TABLE b;\n", ...remarks },
          { name: "3_c", file, outcome: "not-tried", error: refusal("up", file, "no").error },
        ],
      }),
    );
    expect(text).toContain(
      "- ✅ `2_b`: proved by up, down, up<br>Lost: the rows of b\n\n  ```sql\n  DROP TABLE b;\n  ```\n",
    );
    expect(text).toContain("- ❌ `3_c`: none was tried<br>");
    expect(text).toContain("`pgmaestro reverse 2_b --replace --write` puts what is proved");
  });

  test("folds what verify saw, with its notes", () => {
    expect(markdown(whole)).toMatch(
      /<details><summary>What <code>verify<\/code> saw[^]*- `2_b`: ✅ up ✅ repeatable ✅ down ❌ round trip ✅ data\n {2}- up: [^\n]*1 &#60; 3[^]*<\/details>$/,
    );
  });

  test("says what kept a part from an answer, and what the target has", () => {
    const { error } = refusal("up", "migrations/1_a.sql", "no <b>such</b> thing");
    const result = checkResultOf(["2_b"], {
      verify: { verdict: "failed", error },
      history: {
        verdict: "failed",
        result: {
          target: "postgres://h/d",
          table: "t",
          edited: ["1_a"],
          missing: [],
          outOfOrder: [],
        },
      },
    });
    const text = markdown(result);
    expect(text).toContain("| `2_b` | ➖ | ❌ no answer | ➖ |");
    expect(text).toContain("- ❌ 1_a: applied, and edited since");
    expect(text).toMatch(/#### Not answered\n\n- ❌ .*no &#60;b&#62;such&#60;\/b&#62; thing/);
  });

  test("is short where all is well", () => {
    const good = checkResultOf(["2_b"], {
      lint: ended(lintResultOf([file], [])),
      verify: ended(resultOf([verified("2_b")])),
    });
    const text = markdown(good);
    expect(text).toContain("### ✅ pgmaestro check passed");
    expect(text).toContain("| `2_b` | ✅ | ✅ | ➖ |");
    expect(text).not.toMatch(/####|❌/);
  });
});

describe("secrets", () => {
  test("are starred before they are written as Markdown writes them", () => {
    const secret = "p_a*ss|word";
    const source = ["migrations/1_a.sql", "select 1;"] as const;
    const message = `so ${secret} is it, in postgres://u:${secret}@h/d`;
    const result = checkResultOf(["1_a"], {
      lint: ended(lintResultOf([source], [findingAt(source, "select", { message })])),
    });
    const hidden = (text: string) => text.replaceAll(secret, "***");
    expect(decoded(checkMarkdown(result, { ...view, hidden }))).not.toContain(secret);
    expect(decoded(markdown(result))).toContain("u:***@");
  });
});

describe("what is too large", () => {
  const names = Array.from(
    { length: 900 },
    (_, at) => `${1_700_000_000_000 + at}_${"é".repeat(50)}`,
  );
  const findings = (severity: "error" | "warning") =>
    names.map((name) => {
      const source = [`migrations/${name}.sql`, "select 1;"] as const;
      return findingAt(source, "select", {
        migration: name,
        severity,
        message: "<".repeat(5000),
        help: "`".repeat(9000),
      });
    });
  const large = checkResultOf(names, {
    lint: ended(lintResultOf([], [...findings("error"), ...findings("warning")])),
    verify: ended(
      resultOf(
        names.map((name) => verified(name, { data: { ...passed, notes: [refusedRows("so")] } })),
      ),
    ),
    plan: {
      verdict: "failed",
      result: impactOf(...names.map((name) => statementOf(name, [lockOf("app.orders")]))),
    },
  });
  const text = markdown(large);

  test("stays below 60 kB, whole, with something of each part", () => {
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(30_000);
    for (const token of tokensOf(text).filter(({ type }) => type === "html"))
      expect(token.raw).toMatch(tags);
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)!.length);
    for (const part of [
      "| `1700000000000",
      "#### What must change",
      "#### Locks",
      "What <code>verify",
    ])
      expect(text).toContain(part);
  });

  test("says what is left out, and what shows it", () => {
    expect(text).toMatch(
      /\*\*Left out here, for want of room:\*\* \d+ migrations, \d+ errors, \d+ warnings, \d+ lines of verify\. `pgmaestro check --since main` shows all\.$/,
    );
    expect(text).toMatch(/And 888 locks that are less grave\./);
  });

  test("is the same each time", () => {
    expect(markdown(large)).toBe(text);
  });
});
