import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigurationError, ReceiptRefusedError } from "../../src/errors/index.ts";
import { readReceipt, type Receipt, receiptText } from "../../src/gate/index.ts";
import { appliedEvents } from "../../src/history/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

const key = "0123456789abcdef0123456789abcdef";
const now = new Date("2026-03-01T12:00:00.000Z");

const receipt: Receipt = {
  environment: "staging",
  readAt: "2026-03-01T11:00:00.000Z",
  expiresAt: "2026-03-08T11:00:00.000Z",
  migrations: [
    { name: "1_a", checksum: "a1", event: "up", at: "2026-02-01T00:00:00.000Z" },
    { name: "2_b", at: "2026-02-02T00:00:00.000Z" },
  ],
};

function fileWith(text: string): string {
  return join(directoryOf({ "receipt.json": text }), "receipt.json");
}

/** What a receipt is refused for, with what to do. */
function refusal(text: string, { at = now, by = key } = {}) {
  const error = thrown(ReceiptRefusedError, () => readReceipt(fileWith(text), by, at));
  expect(error.kind).toBe("refused");
  expect(error.message).toMatch(/so nothing was run$/);
  expect(error.hint).toBeTruthy();
  return error;
}

test("a receipt is read as it was written", () => {
  expect(readReceipt(fileWith(receiptText(receipt, key)), key, now)).toEqual(receipt);
});

test.each(appliedEvents)("a migration counts that is applied by %s", (event) => {
  const migrations = [{ name: "1_a", checksum: "a1", event, at: "2026-02-01T00:00:00.000Z" }];
  const text = receiptText({ ...receipt, migrations }, key);
  expect(readReceipt(fileWith(text), key, now).migrations).toEqual(migrations);
});

test("its layout does not count", () => {
  const text = JSON.stringify(JSON.parse(receiptText(receipt, key)));
  expect(readReceipt(fileWith(text), key, now)).toEqual(receipt);
});

test("it holds nothing of the key", () => {
  const text = receiptText(receipt, key);
  for (let at = 0; at + 8 <= key.length; at++) expect(text).not.toContain(key.slice(at, at + 8));
});

describe("a receipt proves nothing", () => {
  const text = receiptText(receipt, key);
  const changed = (change: (content: Record<string, any>) => void) => {
    const content = JSON.parse(text) as Record<string, any>;
    change(content);
    return JSON.stringify(content);
  };

  test.each<[string, string, string]>([
    ["cut off", text.slice(0, 200), "truncated"],
    ["empty", "", "truncated"],
    ["without its signature", changed((one) => delete one["signature"]), "truncated"],
    ["that is another file", '{"name": "app"}', "no-receipt"],
    ["that is no object", "[]", "no-receipt"],
    ["of an older format", changed((one) => (one["version"] = 0)), "old-format"],
    ["of a later format", changed((one) => (one["version"] = 2)), "later-format"],
    ["with another checksum", changed((one) => (one["migrations"][0].checksum = "a2")), "forged"],
    [
      "with one more",
      changed((one) => one["migrations"].push({ ...one["migrations"][0], name: "3_c" })),
      "forged",
    ],
    [
      "of an earlier time",
      changed((one) => (one["migrations"][0].at = "2020-01-01T00:00:00.000Z")),
      "forged",
    ],
    [
      "that counts for longer",
      changed((one) => (one["expiresAt"] = "2036-01-01T00:00:00.000Z")),
      "forged",
    ],
    ["of another environment", changed((one) => (one["environment"] = "dev")), "forged"],
    ["with another signature", changed((one) => (one["signature"] = "00")), "forged"],
    ["with one more field", changed((one) => (one["more"] = 1)), "forged"],
  ])("%s", (_what, given, kind) => {
    expect(refusal(given).problem.kind).toBe(kind);
  });

  test("signed with another key", () => {
    const error = refusal(text, { by: key.toUpperCase() });
    expect(error.problem.kind).toBe("other-key");
    expect(error.hint).toContain("PGMAESTRO_RECEIPT_KEY");
  });

  test("expired", () => {
    const error = refusal(text, { at: new Date(receipt.expiresAt) });
    expect(error.problem).toEqual({ kind: "expired", at: receipt.expiresAt });
    expect(error.hint).toContain("--valid");
  });

  test("from the future: one of the clocks is wrong, but for five minutes", () => {
    const error = refusal(text, { at: new Date("2026-03-01T10:54:59.000Z") });
    expect(error.problem).toMatchObject({ kind: "from-the-future", seconds: 301 });
    expect(error.hint).toContain("clocks");
    const ahead = new Date("2026-03-01T10:55:01.000Z");
    expect(readReceipt(fileWith(text), key, ahead)).toEqual(receipt);
  });
});

test("a key that could be guessed neither signs nor reads", () => {
  const weak = key.slice(1);
  expect(thrown(ConfigurationError, () => receiptText(receipt, weak)).hint).toContain("openssl");
  const file = fileWith(receiptText(receipt, key));
  const error = thrown(ConfigurationError, () => readReceipt(file, weak, now));
  expect(error.message).not.toContain(weak);
});

test("a file that is not there is a matter of the command line", () => {
  const error = thrown(ConfigurationError, () => readReceipt("/nowhere/receipt.json", key, now));
  expect(error.hint).toContain("--receipt");
});

test("one is not written twice alike by two keys", () => {
  const file = fileWith(receiptText(receipt, key));
  const other = receiptText(receipt, `${key}0`);
  expect(readFileSync(file, "utf8")).not.toBe(other);
  writeFileSync(file, other);
  thrown(ReceiptRefusedError, () => readReceipt(file, key, now));
});
