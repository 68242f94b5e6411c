import { expect, test } from "vitest";
import { isSent, sortMessages } from "../../../src/locks/messages.ts";

const notice = (message: string, detail?: string) => ({
  severity: "DEBUG",
  message,
  sqlState: "00000",
  ...(detail !== undefined && { detail }),
});

test("messages are sorted by what they say", () => {
  expect(
    sortMessages([
      notice('rewriting table "t"'),
      notice('verifying table "odd "" name"'),
      notice('building index "t_pkey" on table "t" serially'),
      notice('validating foreign key constraint "fk"'),
      notice(
        'existing constraints on column "t.a" are sufficient to prove that it does not contain nulls',
      ),
      notice('partition constraint for table "p" is implied by existing constraints'),
      notice('relation "t" already exists, skipping'),
      notice('table "t" does not exist, skipping'),
      notice('truncate cascades to table "u"'),
      notice("drop cascades to view v"),
      notice(
        "drop cascades to 2 other objects",
        "drop cascades to view w\ndrop cascades to table x",
      ),
    ]),
  ).toEqual({
    verified: ['odd "" name'],
    validates: ["fk"],
    implied: ["p"],
    cascades: ['table "u"', "view v", "view w", "table x"],
    remarks: [
      'existing constraints on column "t.a" are sufficient to prove that it does not contain nulls',
      'partition constraint for table "p" is implied by existing constraints',
      'relation "t" already exists, skipping',
    ],
  });
});

test.each([
  ["DEBUG", "debug1", false],
  ["LOG", "notice", false],
  ["LOG", "debug5", true],
  ["NOTICE", "notice", true],
  ["NOTICE", "warning", false],
  ["WARNING", "warning", true],
  ["WARNING", "error", false],
  ["INFO", "error", true],
])("%s is sent under %s: %s", (severity, level, expected) => {
  expect(isSent({ severity, message: "", sqlState: undefined }, level)).toBe(expected);
});
