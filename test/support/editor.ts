import { mkdtempSync, rmSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Location,
  type Hover,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  PublishDiagnosticsNotification,
  type Range,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { executable } from "./cli.ts";
import { addFiles } from "./migrations.ts";

/** An editor that has a project open: a client of `pgmaestro lsp`, in a process of its own, over its standard input and output. */
export class Editor {
  readonly root: string;
  readonly child: ChildProcess;
  readonly messages: string[] = [];
  capabilities!: InitializeResult["capabilities"];
  readonly #connection: ProtocolConnection;
  readonly #open = new Map<string, TextDocument>();
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  #heard: (() => void)[] = [];

  private constructor(root: string, [program, ...args]: readonly string[]) {
    this.root = root;
    const { PATH = "", HOME = "" } = process.env;
    this.child = spawn(program!, args, {
      cwd: tmpdir(), // the folder is what the editor says
      env: { PATH, HOME },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout!),
      new StreamMessageWriter(this.child.stdin!),
    );
    this.#connection.onNotification(PublishDiagnosticsNotification.type, (said) => {
      this.#published.set(said.uri, said);
      this.#wake();
    });
    this.#connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.messages.push(message);
      this.#wake();
    });
    this.#connection.listen();
  }

  /**
   * Opens a folder with these files.
   * @param commandIn what starts the server there
   */
  static async on(
    files: Record<string, string>,
    commandIn = (_root: string): readonly string[] => [process.execPath, executable, "lsp"],
  ): Promise<Editor> {
    const root = mkdtempSync(join(tmpdir(), "pgmaestro-editor-"));
    addFiles(root, files);
    const editor = new Editor(root, commandIn(root));
    const { capabilities } = await editor.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      capabilities: {},
      workspaceFolders: null,
    });
    editor.capabilities = capabilities;
    await editor.#connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  /** Writes files as something beside the editor would, which tells of it. */
  async write(files: Record<string, string>): Promise<void> {
    addFiles(this.root, files);
    const changes = Object.keys(files).map((file) => ({ uri: this.uri(file), type: 2 as const }));
    await this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  uri(file: string): string {
    return pathToFileURL(join(this.root, file)).href;
  }

  text(file: string): string {
    return this.#open.get(file)!.getText();
  }

  async open(file: string, text: string): Promise<void> {
    const document = TextDocument.create(this.uri(file), "sql", 1, text);
    this.#open.set(file, document);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId: "sql", version: 1, text },
    });
  }

  /** Puts text in the place of some, as typing does. */
  async type(file: string, old: string, text: string): Promise<void> {
    const document = this.#open.get(file)!;
    const range = this.range(file, old);
    const [change, version] = [{ range, text }, document.version + 1];
    this.#open.set(file, TextDocument.update(document, [change], version));
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: [change],
    });
  }

  async save(file: string): Promise<void> {
    addFiles(this.root, { [file]: this.text(file) });
    const textDocument = { uri: this.uri(file) };
    await this.#connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument });
  }

  async close(file: string): Promise<void> {
    this.#open.delete(file);
    const textDocument = { uri: this.uri(file) };
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument,
    });
  }

  /** Where some text stands first. */
  range(file: string, text: string): Range {
    const document = this.#open.get(file)!;
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`There is no ${text} in ${file}`);
    return { start: document.positionAt(start), end: document.positionAt(start + text.length) };
  }

  /** What is said of the text as it is now. */
  async diagnostics(file: string): Promise<Diagnostic[]> {
    const uri = this.uri(file);
    const { version } = this.#open.get(file)!;
    await this.until(() => this.#published.get(uri)?.version === version);
    return this.#published.get(uri)!.diagnostics;
  }

  /** What is said of a file until something holds of it. */
  async diagnosticsOnce(
    file: string,
    holds: (said: Diagnostic[]) => boolean,
  ): Promise<Diagnostic[]> {
    const said = () => this.#published.get(this.uri(file))?.diagnostics;
    await this.until(() => said() !== undefined && holds(said()!));
    return said()!;
  }

  /** The rules that have something to say. */
  async rules(file: string): Promise<unknown[]> {
    return (await this.diagnostics(file)).map(({ code }) => code);
  }

  async actions(file: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const found = await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: this.uri(file) },
      range,
      context: { diagnostics: [], ...(only && { only }) },
    });
    return (found ?? []) as CodeAction[];
  }

  hover(file: string, range: Range): Promise<Hover | null> {
    return this.#connection.sendRequest(HoverRequest.type, this.#at(file, range));
  }

  async complete(file: string, range: Range): Promise<CompletionItem[]> {
    const at = { ...this.#at(file, range), position: range.end };
    return (await this.#connection.sendRequest(CompletionRequest.type, at)) as CompletionItem[];
  }

  async definition(file: string, range: Range): Promise<Location | null> {
    return (await this.#connection.sendRequest(
      DefinitionRequest.type,
      this.#at(file, range),
    )) as Location | null;
  }

  #at(file: string, { start }: Range) {
    return { textDocument: { uri: this.uri(file) }, position: start };
  }

  /** The files that an action changes or makes, as they are then. */
  applied({ edit }: CodeAction): Record<string, string> {
    const texts: Record<string, string> = {};
    for (const change of edit?.documentChanges ?? []) {
      if (!("textDocument" in change)) continue;
      const file = change.textDocument.uri.replace(`${pathToFileURL(this.root).href}/`, "");
      const text = texts[file] ?? this.#open.get(file)?.getText() ?? "";
      const document = TextDocument.create("", "sql", 0, text);
      texts[file] = TextDocument.applyEdits(document, change.edits as never);
    }
    return texts;
  }

  /** Until something is so, looking whenever something is heard. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#heard.push(resolve));
  }

  #wake(): void {
    const waiting = this.#heard;
    this.#heard = [];
    for (const resolve of waiting) resolve();
  }

  /** Ends the server as editors do, and gives its exit code. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once("close", resolve));
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    const code = await ended;
    this.#connection.dispose();
    rmSync(this.root, { recursive: true, force: true });
    return code;
  }
}
