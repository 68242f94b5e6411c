import type { Token, Tokens } from "marked";
import { describe, expect, test } from "vitest";
import type { CheckResult } from "../../src/index.ts";
import { checkMarkdown } from "../../src/report/check-markdown.ts";
import { checkResultOf, ended, impactOf, lockOf, statementOf } from "../support/checks.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { findingAt, lintResultOf } from "../support/findings.ts";
import { decoded, lettersOf, tags, tokensOf } from "../support/markdown.ts";
import { failed, leftTable, passed, refusedRows, resultOf, verified } from "../support/verdicts.ts";

const view = { inRepository: (file: string) => `db/${file}`, hidden: (text: string) => text };
const markdown = (result: CheckResult) => checkMarkdown(result, view);

/** What this document itself is made of. */
const ours = new Set([
  ...["heading", "paragraph", "space", "text", "strong", "br", "codespan", "code", "html"],
  ...["list", "list_item", "table", "escape"],
]);
describe("texts of others", () => {
  const result = (text: string) => {
    const name = `9_${text}`;
    const source = [`migrations/${name}.sql`, "select 1;"] as const;
    const told = { migration: name, message: text, help: text };
    return checkResultOf([name], {
      since: text,
      lint: ended(
        lintResultOf(
          [source],
          [
            findingAt(source, "select", told),
            findingAt(source, "select", {
              ...told,
              rule: text,
              severity: "warning",
              help: `${text}\n${text}`,
            }),
          ],
        ),
      ),
      verify: ended(
        resultOf([
          verified(name, {
            irreversible: text,
            roundTrip: failed(leftTable(text, "down", text)),
            data: { ...passed, notes: [refusedRows(text)] },
          }),
        ]),
      ),
      downSections: [
        {
          ...{ name, file: name, outcome: "offered", section: text, notes: [] },
          ...{ lost: [text], reasons: [text] },
        },
      ],
      plan: {
        verdict: "failed",
        result: impactOf(statementOf(name, [lockOf(`app.${text}`)], { text })),
      },
      history: {
        verdict: "failed",
        result: { target: text, table: text, edited: [text], missing: [text], outOfOrder: [] },
      },
    });
  };

  test.each(hostileTexts)("are shown, and neither obeyed nor sent to anybody: %j", (text) => {
    const shown = markdown(result(text));
    const tokens = tokensOf(shown);
    expect(tokens.map(({ type }) => type).filter((type) => !ours.has(type))).toEqual([]);
    for (const token of tokens.filter(({ type }) => type === "html"))
      expect(token.raw).toMatch(tags);
    const calm = tokensOf(markdown(result("calm")));
    const shape = (all: Token[]) =>
      all
        .filter(({ type }) => ["heading", "table", "list_item"].includes(type))
        .map(({ type }) => type);
    expect(shape(tokens)).toEqual(shape(calm));
  });

  test.each(hostileTexts)("are all there: %j", (text) => {
    const words = (given: string) => given.match(/[\p{L}\p{N}]+/gu) ?? [];
    const shown = tokensOf(markdown(result(text))).flatMap((token) =>
      ["text", "codespan", "code", "escape"].includes(token.type)
        ? words(decoded((token as Tokens.Text).text))
        : [],
    );
    for (const word of words(text)) expect(shown).toContain(word);
  });

  test.each(hostileTexts.filter((one) => !/[\r\n]/.test(one)))(
    "are there to the letter: %j",
    (text) => {
      const tokens = tokensOf(markdown(result(text)));
      const strong = tokens.filter(({ type }) => type === "strong").map(lettersOf);
      expect(strong).toContain(text);
      const [parts] = tokens.filter((token): token is Tokens.Table => token.type === "table");
      const cells = parts!.rows.map((row) => lettersOf(row[2]!)).join();
      if (text.includes("```")) return; // it makes pairs with what follows
      const code = text.replaceAll(/`([^`]*[^`\s][^`]*)`/g, "$1"); // what is between backticks is shown as code
      expect(cells).toContain(`${code}: applied, and edited since`);
    },
  );

  test("mention nobody, and refer to nothing", () => {
    for (const text of hostileTexts) {
      const shown = markdown(result(text)).replaceAll(/<code>[^]*?<\/code>/g, "code");
      const outsideCode = tokensOf(shown).filter(
        (token) => token.type === "text" && !("tokens" in token && token.tokens),
      );
      for (const token of outsideCode)
        expect(decoded((token as Tokens.Text).text)).not.toMatch(/[@#!$%~][\p{L}\p{N}]|GH-\d/u);
    }
  });

  test("begin no line that a forge would take for an order of its own", () => {
    for (const text of hostileTexts) expect(markdown(result(text))).not.toMatch(/^\/\w/m);
  });
});
