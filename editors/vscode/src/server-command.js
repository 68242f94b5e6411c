const { existsSync } = require("node:fs");
const { join } = require("node:path");

/** What the server is asked about. */
exports.documentSelector = [{ scheme: "file", language: "sql" }];

/**
 * What starts the server in a folder: what the settings say, or the project's own pgmaestro, or one on the PATH.
 * @param {string} folder
 * @param {readonly string[]} asked
 */
exports.serverCommand = (folder, [command, ...args] = []) => {
  const options = { cwd: folder };
  if (command !== undefined) return { command, args, options };
  const own = join(folder, "node_modules/pgmaestro/dist/bin/pgmaestro.js");
  return existsSync(own)
    ? { command: "node", args: [own, "lsp"], options }
    : { command: "pgmaestro", args: ["lsp"], options };
};
