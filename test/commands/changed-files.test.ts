import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { chosenOf, type ChosenOptions, migrationsOf } from "../../src/engine/index.ts";
import { changedSince } from "../../src/migrations/changed-files.ts";
import { ConfigurationError, InvalidRequestError } from "../../src/errors/index.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { repositoryOf } from "../support/repository.ts";
import { rejection } from "../support/results.ts";

const two = { "migrations/1_a.sql": "select 1;\n", "migrations/2_b.sql": "select 2;\n" };

describe("what is chosen", () => {
  const chosen = async (migrationsDir: string, options: ChosenOptions = {}) =>
    (await chosenOf(migrationsOf({ migrationsDir }), { migrationsDir, ...options })).map(
      ({ name }) => name,
    );

  test("is, without a target, what the branch adds and changes, and the last one where it does neither", async () => {
    const { directory, migrations, git, commit } = repositoryOf(two);
    git("switch", "-q", "-c", "feature");
    expect(await chosen(migrations)).toEqual(["2_b"]);
    addFiles(directory, {
      "migrations/1_a.sql": "select 11;\n",
      "migrations/3_c.sql": "select 3;\n",
      "migrations/README.md": "",
    });
    commit();
    addFiles(directory, { "migrations/4_d.sql": "select 4;\n" });
    expect(await chosen(migrations)).toEqual(["1_a", "3_c", "4_d"]);
    git("branch", "-q", "-D", "main");
    expect(await chosen(migrations)).toEqual(["4_d"]);
  });

  test("is what changed since a revision that is named, and nothing where nothing did", async () => {
    const { directory, migrations } = repositoryOf(two);
    const since = async () => ({ changedSince: await changedSince("HEAD", migrations) });
    expect(await chosen(migrations, await since())).toEqual([]);
    addFiles(directory, { "migrations/1_a.sql": "select 11;\n" });
    expect(await chosen(migrations, await since())).toEqual(["1_a"]);
  });
});

describe("since a revision", () => {
  test("nothing has changed", async () => {
    const { migrations } = repositoryOf(two);
    expect(await changedSince("main", migrations)).toEqual({
      revision: "main",
      added: [],
      modified: [],
      deleted: [],
      existing: ["1_a.sql", "2_b.sql"],
    });
  });

  test("files were added, changed and deleted: committed, staged, and only on disk", async () => {
    const { directory, migrations, git, commit } = repositoryOf({
      ...two,
      "migrations/3_c.sql": "select 3;\n",
      "migrations/4_d.sql": "select 'é';\r\n",
    });
    git("tag", "v1");
    addFiles(directory, { "migrations/1_a.sql": "select 11;\n", "migrations/5_e.sql": "" });
    removeFiles(directory, "migrations/2_b.sql");
    commit();
    addFiles(directory, { "migrations/6_f.sql": "" });
    git("add", "migrations/6_f.sql");
    addFiles(directory, { "migrations/4_d.sql": "select 4;\n", "migrations/7 ü.sql": "" });
    removeFiles(directory, "migrations/3_c.sql");
    const at = (name: string) => join(migrations, name);
    expect(await changedSince("v1", migrations)).toEqual({
      revision: "v1",
      added: [at("5_e.sql"), at("6_f.sql"), at("7 ü.sql")],
      modified: [
        { file: at("1_a.sql"), before: "select 1;\n" },
        { file: at("4_d.sql"), before: "select 'é';\r\n" },
      ],
      deleted: [at("2_b.sql"), at("3_c.sql")],
      existing: ["1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql"],
    });
  });

  test("a renamed file is one deleted and one added", async () => {
    const { migrations, git } = repositoryOf(two);
    git("mv", "migrations/2_b.sql", "migrations/3_b.sql");
    const { added, deleted } = await changedSince("HEAD", migrations);
    expect([added, deleted]).toEqual([
      [join(migrations, "3_b.sql")],
      [join(migrations, "2_b.sql")],
    ]);
  });

  test("a file that only left the index is changed, not added", async () => {
    const { directory, migrations, git } = repositoryOf(two);
    git("rm", "-q", "--cached", "migrations/2_b.sql");
    addFiles(directory, { "migrations/2_b.sql": "select 22;\n" });
    const { added, modified, deleted } = await changedSince("HEAD", migrations);
    expect([added, deleted]).toEqual([[], []]);
    expect(modified).toEqual([{ file: join(migrations, "2_b.sql"), before: "select 2;\n" }]);
  });

  test("neither other folders nor ignored files count", async () => {
    const { directory, migrations } = repositoryOf({ ...two, ".gitignore": "*.draft.sql\n" });
    addFiles(directory, {
      "other/3_c.sql": "",
      "migrations/old/0_z.sql": "",
      "migrations/4_d.draft.sql": "",
      "migrations2/5_e.sql": "",
    });
    expect(await changedSince("main", migrations)).toMatchObject({ added: [], deleted: [] });
  });

  test("the repository itself may be the directory", async () => {
    const { directory } = repositoryOf({ "1_a.sql": "", "sub/2_b.sql": "" });
    addFiles(directory, { "3_c.sql": "" });
    expect(await changedSince("main", directory)).toMatchObject({
      added: [join(directory, "3_c.sql")],
      existing: ["1_a.sql"],
    });
  });

  test("a directory that is gone has lost its files", async () => {
    const { directory, migrations, git } = repositoryOf({ ...two, "README.md": "" });
    git("rm", "-q", "-r", "migrations");
    expect(await changedSince("main", join(directory, "migrations"))).toMatchObject({
      deleted: [join(migrations, "1_a.sql"), join(migrations, "2_b.sql")],
    });
  });

  test("what others added to a branch meanwhile is known, and not taken for deleted", async () => {
    const { directory, migrations, git, commit } = repositoryOf(two);
    git("checkout", "-q", "-b", "mine");
    addFiles(directory, { "migrations/3_mine.sql": "" });
    commit();
    git("checkout", "-q", "main");
    addFiles(directory, {
      "migrations/1_a.sql": "select 'theirs';",
      "migrations/4_theirs.sql": "",
    });
    commit();
    git("checkout", "-q", "mine");
    expect(await changedSince("main", migrations)).toEqual({
      revision: "main",
      added: [join(migrations, "3_mine.sql")],
      modified: [],
      deleted: [],
      existing: ["1_a.sql", "2_b.sql", "4_theirs.sql"],
    });
  });

  test("paths are as the directory was given", async () => {
    const { directory } = repositoryOf(two);
    addFiles(directory, { "migrations/3_c.sql": "" });
    const here = process.cwd();
    process.chdir(directory);
    try {
      expect((await changedSince("main", "migrations")).added).toEqual(["migrations/3_c.sql"]);
      process.chdir(join(directory, "migrations"));
      expect((await changedSince("main", ".")).added).toEqual(["3_c.sql"]);
    } finally {
      process.chdir(here);
    }
  });
});

describe("refused", () => {
  test.each(["nowhere", "--all", "HEAD:migrations", ""])("the revision %j", async (revision) => {
    const { migrations } = repositoryOf(two);
    const error = await rejection(changedSince(revision, migrations), InvalidRequestError);
    expect(error.message).toBe(`git knows no revision "${revision}"`);
    expect(error.hint).toContain("git fetch");
  });

  test("a directory outside of any repository", async () => {
    const directory = directoryOf(two);
    const error = await rejection(changedSince("main", directory), ConfigurationError);
    expect(error.message).toMatch(/is in no git repository: not a git repository/);
    expect(error.hint).toContain("--since");
  });

  test("without git", async () => {
    const { migrations } = repositoryOf(two);
    vi.stubEnv("PATH", "/nonexistent");
    try {
      const error = await rejection(changedSince("main", migrations), ConfigurationError);
      expect(error.message).toBe("--since needs git, and there is none");
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
