// Starts `pgmaestro lsp` of the project for SQL files, and ends it. All else is the server's.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { documentSelector, serverCommand } = require("./server-command.js");

let client;

exports.activate = async () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) return;
  const asked = vscode.workspace.getConfiguration("pgmaestro").get("command", []);
  const server = serverCommand(folder.uri.fsPath, asked);
  client = new LanguageClient("pgmaestro", "pgmaestro", server, {
    documentSelector,
    workspaceFolder: folder,
  });
  await client.start();
};

exports.deactivate = () => client?.stop();
