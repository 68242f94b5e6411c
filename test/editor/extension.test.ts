import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { Editor } from "../support/editor.ts";
import { upDown } from "../support/migrations.ts";

const repository = resolve(import.meta.dirname, "../..");
const extension = join(repository, "editors/vscode");
const load = createRequire(import.meta.url);

interface Server {
  readonly command: string;
  readonly args: readonly string[];
}

const { serverCommand, documentSelector } = load(join(extension, "src/server-command.js")) as {
  serverCommand: (folder: string, asked?: readonly string[]) => Server;
  documentSelector: readonly object[];
};

describe("the extension for VS Code", () => {
  test("starts the pgmaestro of the project, which speaks with it", async () => {
    const text = upDown("CREATE TABLE a (id int);", "DROP TABLE a;");
    const editor = await Editor.on({ "migrations/1_a.sql": text }, (root) => {
      mkdirSync(join(root, "node_modules"));
      symlinkSync(repository, join(root, "node_modules/pgmaestro"));
      const { command, args } = serverCommand(root);
      expect(command).toBe("node");
      return [process.execPath, ...args];
    });
    expect(editor.capabilities).toEqual({
      textDocumentSync: { openClose: true, change: 2, save: true },
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.pgmaestro"] },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ["-", ":", " ", ","] },
      definitionProvider: true,
    });
    await editor.open("migrations/1_a.sql", text);
    expect(await editor.rules("migrations/1_a.sql")).toContain("create-table-without-primary-key");
    expect(await editor.end()).toBe(0);
  });

  test("starts what the settings say, or else one on the PATH", () => {
    expect(serverCommand("/nowhere", ["npx", "pgmaestro", "lsp"])).toMatchObject({
      command: "npx",
      args: ["pgmaestro", "lsp"],
    });
    expect(serverCommand("/nowhere")).toMatchObject({ command: "pgmaestro", args: ["lsp"] });
    expect(documentSelector).toEqual([{ scheme: "file", language: "sql" }]);
  });

  test("has what its code is bundled of, and the version of pgmaestro", () => {
    const manifest = (folder: string) =>
      JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        version: string;
        main: string;
        scripts: Record<string, string>;
      };
    const { version, main, scripts } = manifest(extension);
    expect(version).toBe(manifest(repository).version);
    expect(scripts["build"]).toContain(main.replace("./", ""));
  });
});
