import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { checkParts, type VerifyResult } from "../../src/index.ts";
import { keepProofs } from "../../src/gate/index.ts";
import { loadMigrations } from "../../src/migrations/index.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { base, branchWith, checkOf, fresh, last, table } from "../support/pull-request.ts";
import { repositoryOf } from "../support/repository.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const unsound = upDown("CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);", "SELECT 1;");
const skip = checkParts.filter((name) => name !== "verify");

/** Says of all migrations that they are sound. */
function prove(migrations: string, file: string): string {
  const all = loadMigrations(migrations, {});
  keepProofs(
    file,
    all.map((migration) => ({ migration, isSound: true })),
    "18.4",
  );
  return file;
}

/** Which were tried, and which were not, as they are proved. */
async function tried(migrations: string, proofs: string) {
  const { passed, verify } = await checkOf(migrations, { proofs, skip });
  const { migrations: verified = [], proved = [] } =
    "result" in verify ? verify.result : ({} as Partial<VerifyResult>);
  return { passed, tried: verified.map(({ name }) => name), proved };
}

const name = "1700000000010_change";

test("a proof that a pull request brings is not trusted", async () => {
  const { directory, migrations, commit } = branchWith({ [fresh]: unsound });
  const proofs = prove(migrations, join(directory, "proofs.json"));
  expect(await tried(migrations, proofs)).toEqual({ passed: true, tried: [], proved: [name] });
  commit();
  expect(await tried(migrations, proofs)).toMatchObject({ passed: false, proved: [] });
});

test("nor one that it changes, or only adds to the index", async () => {
  const { directory, migrations, git } = branchWith({ [fresh]: unsound });
  const proofs = prove(migrations, join(directory, "proofs.json"));
  git("add", "proofs.json");
  expect(await tried(migrations, proofs)).toMatchObject({ passed: false, proved: [] });
});

test("nor one to which it links, be it by a folder", async () => {
  const { directory, migrations, commit } = branchWith({ [fresh]: unsound });
  prove(migrations, join(directory, "forged/proofs.json"));
  symlinkSync("forged/proofs.json", join(directory, "link.json"));
  symlinkSync("forged", join(directory, "cache"));
  addFiles(directory, { ".gitignore": "cache/\n" });
  commit();
  for (const link of ["link.json", "cache/proofs.json"].map((one) => join(directory, one)))
    expect(await tried(migrations, prove(migrations, link))).toMatchObject({ passed: false });
});

test("nor one to which it links outside of the repository", async () => {
  const { directory, migrations, commit } = branchWith({ [fresh]: unsound });
  const outside = prove(migrations, join(directoryOf({}), "proofs.json"));
  symlinkSync(outside, join(directory, "link.json"));
  commit();
  expect(await tried(migrations, join(directory, "link.json"))).toMatchObject({ passed: false });
});

test("one that the base has is trusted, and stays so where others are added", async () => {
  const { directory, migrations, git, commit } = repositoryOf({ ...base, [fresh]: table("a") });
  const proofs = prove(migrations, join(directory, "proofs.json"));
  removeFiles(directory, fresh);
  commit();
  git("switch", "-q", "-c", "feature");
  const second = fresh.replace("10_change", "11_more");
  addFiles(directory, { [fresh]: table("a"), [second]: table("b") });
  prove(migrations, proofs);
  commit();
  expect(await tried(migrations, proofs)).toEqual({
    passed: true,
    tried: ["1700000000011_more"],
    proved: [name],
  });
});

test("what is proved anew is tried, though the pull request does not touch it", async () => {
  const { directory, migrations, git, commit } = repositoryOf({ ...base, [last]: unsound });
  git("switch", "-q", "-c", "feature");
  const proofs = prove(migrations, join(directory, "proofs.json"));
  commit();
  const { passed, tried: all } = await tried(migrations, proofs);
  expect([passed, all]).toEqual([
    false,
    ["1700000000001_users", "1700000000002_orders", "1700000000009_invoices"],
  ]);
});

test("a file of the base that is none of proofs proves nothing", async () => {
  const { directory, migrations, git, commit } = repositoryOf({ ...base, "proofs.json": "[]" });
  git("switch", "-q", "-c", "feature");
  addFiles(directory, {
    [fresh]: unsound,
    "proofs.json": '{"format":"pgmaestro-proofs","version":1,"proofs":[]}',
  });
  const proofs = prove(migrations, join(directory, "proofs.json"));
  commit();
  expect(await tried(migrations, proofs)).toMatchObject({ passed: false, proved: [] });
});
