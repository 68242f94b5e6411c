import { describe, expect, test } from "vitest";
import type { SegmentImpact } from "../../../src/impact/index.ts";
import { checkPage } from "../../../src/report/page/check-page.ts";
import { diagrams } from "../../../src/report/page/diagram-layout.ts";
import { sqlLines } from "../../../src/report/page/highlight.ts";
import { lockLanes, statementPlaces } from "../../../src/report/page/lock-periods.ts";
import { markup, prose, written } from "../../../src/report/page/markup.ts";
import { source } from "../../../src/report/page/source.ts";
import { tableRows } from "../../../src/report/page/table-rows.ts";
import { checkResultOf, ended, impactOf, lockOf, statementOf } from "../../support/checks.ts";
import { lintResultOf } from "../../support/findings.ts";
import { changesBy, richCheck } from "../../support/rich-check.ts";
import { resultOf, verified } from "../../support/verdicts.ts";

const asIs = (text: string) => text;
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, "");

describe("markup", () => {
  test("escapes texts, in attributes too, and hides secrets before it does", () => {
    const hidden = (text: string) => text.replaceAll("a<b", "***");
    const made = markup`<p title="${`"a<b'`}">${"<i>&"}${[markup`<b>${1}</b>`]}${undefined}</p>`;
    expect(written(made, hidden)).toBe('<p title="&quot;***&#39;">&lt;i&gt;&amp;<b>1</b></p>');
  });

  test("shows code in texts of ours", () => {
    expect(written(markup`${prose("Write `a < b`.\nOr ` ` not.")}`, asIs)).toBe(
      "Write <code>a &lt; b</code>.<br />Or ` ` not.",
    );
  });
});

describe("coloured SQL", () => {
  const shown = (text: string) => sqlLines(text).map((line) => written(line, asIs));

  test("has keywords, constants and comments", () => {
    expect(shown(`SELECT 'it''s', 12 FROM "from" -- so\n`)[0]).toBe(
      `<i class="k">SELECT</i> <i class="s">&#39;it&#39;&#39;s&#39;</i>, <i class="n">12</i> <i class="k">FROM</i> &quot;from&quot; <i class="c">-- so</i>`,
    );
  });

  test("has words of one colour together", () => {
    expect(shown("ALTER  TABLE a DROP\nCOLUMN b")).toEqual([
      '<i class="k">ALTER  TABLE</i> a <i class="k">DROP</i>',
      '<i class="k">COLUMN</i> b',
    ]);
  });

  test("goes on over lines, whatever ends them", () => {
    const text = "/* a\r\nb */ select $$x\ny$$,\r'z'";
    expect(shown(text)).toEqual([
      '<i class="c">/* a</i>',
      '<i class="c">b */</i> <i class="k">select</i> <i class="s">$$x</i>',
      '<i class="s">y$$</i>,',
      '<i class="s">&#39;z&#39;</i>',
    ]);
  });

  test.each(["a\n\nb", "'x\n\ny'\n\n--\n", "\r\n\r\n$$\r\n$$", "", "E'\\'\n' \"\n\""])(
    "leaves no letter out: %j",
    (text) => {
      const lines = text.split(/\r\n|\n|\r/);
      const found = shown(text).map((line) =>
        textOf(line).replaceAll("&#39;", "'").replaceAll("&quot;", '"'),
      );
      expect(found.slice(0, lines.length)).toEqual(lines.slice(0, found.length));
    },
  );
});

test("a file has its notes below the lines that they are about, and goes on counting", () => {
  const note = (line: number, endLine: number, text: string) =>
    ({ line, endLine, tone: "bad", body: markup`${text}` }) as const;
  const notes = [note(1, 2, "first"), note(9, 9, "behind the end"), note(2, 2, "second")];
  expect(written(source("a\nb\nc\n", false, notes), asIs)).toBe(
    `<div class="source"><pre style="counter-reset:l 0"><span class="l at bad">a</span><span class="l at bad">b</span></pre><div class="note bad">first</div><div class="note bad">second</div><pre style="counter-reset:l 2"><span class="l">c</span></pre><div class="note bad">behind the end</div></div>`,
  );
});

describe("the time of a segment", () => {
  const short = { duration: { from: 0, to: 0 } };
  const segment = (transaction: boolean): SegmentImpact => ({
    ...impactOf(
      statementOf("1_a", [lockOf("app.a", { mode: "SHARE" })], short),
      statementOf("1_a", [
        lockOf("app.b", { mode: "ACCESS SHARE" }),
        lockOf("app.c", { size: { is: "new" } }),
      ]),
      statementOf("1_a", [lockOf("app.a"), lockOf("app.b")], short),
    ).segments[0]!,
    transaction,
  });

  test("goes to statements by the logarithm of theirs", () => {
    const places = statementPlaces(segment(true));
    expect(places).toHaveLength(4);
    expect([places[0], places[3]]).toEqual([0, 1]);
    expect(places[2]! - places[1]!).toBeGreaterThan(0.9);
  });

  test("is for how long its tables are locked, from where they are, and until a stronger lock", () => {
    const [, , third] = statementPlaces(segment(true));
    const lanes = lockLanes(segment(true)).map(({ name, periods }) => [
      name,
      ...periods.map(({ lock: { mode }, from, to }) => [mode, from, to]),
    ]);
    expect(lanes).toEqual([
      ["app.a", ["SHARE", 0, third], ["ACCESS EXCLUSIVE", third, 1]],
      ["app.b", ["ACCESS EXCLUSIVE", third, 1]],
    ]);
  });

  test("is the statement's alone outside a transaction", () => {
    const [, second] = statementPlaces(segment(false));
    expect(lockLanes(segment(false))[0]!.periods[0]).toMatchObject({ from: 0, to: second });
  });
});

describe("the diagram of tables", () => {
  const before = `create table users (id bigint primary key, email text, a int, b int);
    create table orders (id bigint primary key, user_id bigint references users, c int);
    create table alone (id int);`;
  const change =
    "alter table orders add column total int; alter table users alter column email set not null; alter table alone add x int;";

  test("has what changed, keys and references, and how much more there is", async () => {
    const [, orders, users] = await changesBy(before, change);
    expect(
      tableRows(orders!).map(({ change: what, sign, name, text }) => [what, sign, name, text]),
    ).toEqual([
      ["same", "key", "id", "bigint"],
      ["same", "reference", "user_id", "bigint"],
      ["added", undefined, "total", "integer"],
      ["same", undefined, "… 1 more", ""],
    ]);
    expect(tableRows(users!)[1]).toEqual({
      ...{ change: "changed", name: "email" },
      ...{ text: "now NOT NULL", before: "text", after: "text NOT NULL" },
    });
  });

  test("is apart for tables that have nothing to do with each other, and nothing lies on another", async () => {
    const [first, second, ...more] = diagrams(await changesBy(before, change));
    expect(more).toEqual([]);
    expect(first!.tables.map(({ table }) => table.name)).toEqual(["alone"]);
    const [one, other] = second!.tables;
    expect(one!.x + one!.width <= other!.x || other!.x + other!.width <= one!.x).toBe(true);
    const [reference] = second!.references;
    for (const { x, y } of reference!.points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(second!.width);
      expect(y).toBeLessThanOrEqual(second!.height);
    }
  });

  test("takes references to itself, two between the same tables, and circles", async () => {
    const tables = await changesBy(
      "",
      `create table a (id int primary key, up int references a, b int, c int);
       create table b (id int primary key, a int references a, again int references a);
       alter table a add foreign key (b) references b, add foreign key (c) references nobody_knows;`,
    );
    const [drawn] = diagrams(tables);
    expect(drawn!.references).toHaveLength(5);
    expect(drawn!.tables.map(({ table }) => table.name)).toEqual(["a", "b", "nobody_knows"]);
  });
});

describe("the page", () => {
  test("is the same each time, and loads and runs nothing", async () => {
    const [one, other] = [await richCheck("orders"), await richCheck("orders")];
    const page = checkPage(one, asIs);
    expect(checkPage(other, asIs)).toBe(page);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
  });

  test("hides what nobody may see", async () => {
    const secret = "p<a&ss'word";
    const page = checkPage(await richCheck(`x ${secret} postgres://me:pa55@h/d`), (text) =>
      text.replaceAll(secret, "***"),
    );
    expect(page).not.toMatch(/ss&#39;word|pa55/);
    expect(page).toContain("***");
  });

  test("is short where all is well, and says so", () => {
    const page = checkPage(
      checkResultOf(["1_a"], {
        lint: ended(lintResultOf([["migrations/1_a.sql", ""]], [])),
        verify: ended(resultOf([verified("1_a")])),
        described: {
          files: [{ name: "1_a", file: "migrations/1_a.sql", text: "select 1;" }],
          tables: [],
        },
      }),
      asIs,
    );
    expect(page).toContain("Passed</h1>");
    expect(page).toMatch(/<details class="migration" id="migration-1"><summary>/);
    expect(page).not.toMatch(/id="(?:remarks|tables|sizes|downs)"/);
  });

  test("stays small with 40 migrations of 300 statements each", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${1000 + index}_many`);
    const sql =
      "ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric(12,2) NOT NULL DEFAULT 0;\n";
    const many = (create: (table: number) => string) =>
      Array.from({ length: 40 }, (_, index) => create(index)).join("\n");
    const page = checkPage(
      checkResultOf(names, {
        verify: ended(resultOf(names.map((name) => verified(name)))),
        plan: {
          verdict: "failed",
          result: impactOf(
            ...names.flatMap((name) =>
              Array.from({ length: 300 }, (_, index) =>
                statementOf(name, index % 30 === 0 ? [lockOf(`app.t${index}`)] : [], {
                  line: index + 1,
                  verdict: "safe",
                }),
              ),
            ),
          ),
        },
        described: {
          files: names.map((name) => ({
            name,
            file: `migrations/${name}.sql`,
            text: sql.repeat(300),
          })),
          tables: await changesBy(
            many((one) => `create table t${one} (id int primary key, a text);`),
            many((one) => `alter table t${one} add column b int references t${(one * 7) % 40};`),
          ),
        },
      }),
      asIs,
    );
    expect(page.length).toBeLessThan(4_000_000);
    expect(page.match(/<span class="l/g)).toHaveLength(12_000);
  });
});
