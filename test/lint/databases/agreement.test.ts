import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namesCitus } from "../../../src/database/citus-stand-in.ts";
import type { OpenScratches } from "../../../src/database/scratches.ts";
import type { Migration } from "../../../src/migrations/migration.ts";
import { loadParser } from "../../../src/sql/statement/statements.ts";
import { disagreements, readable, see, type Seen } from "../../support/agreement.ts";
import { serverUrls } from "../../support/databases.ts";
import { disagreeing } from "../../support/disagreements.ts";
import { refusedCases } from "../../support/refused-cases.ts";
import { openReusedScratch, openReusedServerScratch } from "../../support/reused-scratch.ts";
import { ruleCases, type RuleCase } from "../../support/rule-cases.ts";
import { sixthOf } from "../../support/share.ts";

/** Neither place has Citus; what the stand-in locks is its own. */
const all = ruleCases()
  .filter(({ text }) => !namesCitus(text))
  .map((one) => ({ ...one, name: `${one.rule}/${one.file}` }));

const cases = sixthOf(all);

const places = [
  { place: "embedded", open: openReusedScratch },
  ...serverUrls().map(({ name, url }) => ({
    place: name,
    open: () => openReusedServerScratch(url),
  })),
];

/** PGlite's stack of errors fills up after some hundred refusals. */
const casesPerDatabase = 60;

/** A session that lost its rights, or a PGlite that lost its footing. */
const isSpoilt =
  /for schema public|of schema public|ERRORDATA_STACK_SIZE|containing chunk|pfree called|'readable'/;

/** Roles and databases are the whole server's, on which other tests run. */
const concernsCluster =
  /\b(?:role|user|group|grant|revoke|owner|owned|authorization|database|tablespace|system|policy|subscription)\b/i;

/** What the first place that ran a case saw; what it needed, the next one has at once. */
const seenBefore = new Map<string, Seen>();

/** Whether a case is about locks at all. */
function isQuiet({ statements, refusal }: Seen): boolean {
  return refusal === undefined && statements.every(({ locks }) => locks.length === 0);
}

describe.each(places)(
  "what lint tells of the cases is what locks sees ($place)",
  ({ place, open }) => {
    let scratches: OpenScratches;
    let used = 0;
    beforeAll(async () => {
      await loadParser();
      scratches = await open();
    });
    afterAll(() => scratches.close());

    async function reopen() {
      await scratches.close();
      scratches = await open();
    }

    async function seen(
      one: RuleCase & { name: string },
      migrations: readonly Migration[],
    ): Promise<Seen> {
      if (++used % casesPerDatabase === 0) await reopen();
      const first = await see(one, migrations, scratches, seenBefore.get(one.name)?.madeUp);
      if (!isSpoilt.test(first.refusal ?? "")) return first;
      await reopen();
      return see(one, migrations, scratches, seenBefore.get(one.name)?.madeUp);
    }

    test.for(cases)("$name", async (one, { skip }) => {
      const migrations = readable(one);
      if (migrations === undefined) return;
      skip(place !== "embedded" && concernsCluster.test(one.text), "concerns the whole server");
      const before = seenBefore.get(one.name);
      skip(before !== undefined && isQuiet(before), "locks nothing");
      const found = await seen(one, migrations);
      seenBefore.set(one.name, found);
      const amiss = disagreements(one, migrations, found);
      if (disagreeing[one.name] === undefined) expect(amiss).toEqual([]);
      else if (place === "embedded")
        expect(amiss, "the exception is no longer needed").not.toEqual([]);
      if (place === "embedded") expect(found.refusal ?? "").toContain(refusedCases[one.name] ?? "");
      if (refusedCases[one.name] === undefined) expect(found.refusal).toBeUndefined();
      else if (place === "embedded")
        expect(found.refusal, "the exception is no longer needed").toBeDefined();
    });
  },
);

test("every exception is of a case that there is", () => {
  const names = new Set(all.map(({ name }) => name));
  const excepted = [...Object.keys(disagreeing), ...Object.keys(refusedCases)];
  expect(excepted.filter((name) => !names.has(name))).toEqual([]);
});
