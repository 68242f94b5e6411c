import { fileURLToPath } from "node:url";
import { basename } from "node:path";
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionItem,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type Location,
  type Hover,
  MessageType,
  ShowMessageNotification,
  type TextDocumentPositionParams,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { LintOptions } from "../commands/lint.ts";
import { fixAllTitle } from "../report/editor-text.ts";
import { ignoreComment } from "../report/rule-text.ts";
import { version } from "../version.ts";
import { completionsAt } from "./completion.ts";
import { whereMade } from "./definition.ts";
import { effectAt } from "./hover.ts";
import {
  completionItem,
  diagnosticOf,
  fixAction,
  hoverOf,
  ignoreAction,
  locationOf,
} from "./protocol.ts";
import { findingsIn, fixedView } from "./questions.ts";
import { type OpenMigration, Workspace } from "./workspace.ts";

/** What a server of an editor talks over, and what it needs of the command line. */
export interface EditorOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Reads the config of the working directory. */
  readonly loadOptions: () => Promise<LintOptions>;
  /** An error in words. */
  readonly inWords: (error: unknown) => string;
}

/** How long nothing is typed before what is there is linted, in milliseconds. */
const pause = 10;

const fixAll = `${CodeActionKind.SourceFixAll}.pgmaestro`;

/** Serves an editor until it says to end. */
export function serveEditor(options: EditorOptions): Promise<void> {
  return new EditorServer(options).ended;
}

class EditorServer {
  readonly ended: Promise<void>;
  readonly #options: EditorOptions;
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #workspace: Workspace;
  readonly #due = new Map<string, NodeJS.Timeout>();
  #canWatch = false;
  /** What was said last of what cannot be read, so that it is said once. */
  #complaint: string | undefined;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#workspace = new Workspace(options.loadOptions);
    let end = () => {};
    this.ended = new Promise((resolve) => (end = resolve));
    this.#connection = createConnection(
      (logger) =>
        createProtocolConnection(
          new StreamMessageReader(options.input),
          new StreamMessageWriter(options.output),
          logger,
        ),
      { shutdownReceived: false, initialize() {}, exit: end },
    );
    options.input.once("end", end);
    this.#listen();
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onInitialize((asked) => this.#initialize(asked));
    connection.onInitialized(() => this.#watchFiles());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const isConfig = changes.some(({ uri }) => /\/(?:pgmaestro\.config\.\w+|\.env)$/.test(uri));
      if (isConfig) this.#workspace.configChanged();
      this.#lookAgain();
    });
    this.#documents.onDidOpen(() => this.#workspace.filesChanged());
    this.#documents.onDidSave(({ document }) => {
      if (isConfigFile(document)) this.#workspace.configChanged();
      this.#lookAgain();
    });
    this.#documents.onDidChangeContent(({ document }) => this.#typed(document));
    this.#documents.onDidClose(({ document }) => this.#closed(document));
    connection.onCodeAction((asked) =>
      this.#answer(asked, [], (view, document) => this.#actions(asked, view, document)),
    );
    connection.onHover((asked) =>
      this.#answer(asked, null, (view, document) => hover(asked, view, document)),
    );
    connection.onCompletion((asked) =>
      this.#answer(asked, [], (view, document) => completion(asked, view, document)),
    );
    connection.onDefinition((asked) =>
      this.#answer(asked, null, (view, document) => definition(asked, view, document)),
    );
    this.#documents.listen(connection);
    connection.listen();
  }

  #initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams): InitializeResult {
    this.#canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    const root = workspaceFolders?.[0]?.uri ?? rootUri;
    if (root?.startsWith("file:")) enter(fileURLToPath(root));
    return {
      serverInfo: { name: "pgmaestro", version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAll] },
        hoverProvider: true,
        completionProvider: { triggerCharacters: ["-", ":", " ", ","] },
        definitionProvider: true,
      },
    };
  }

  #watchFiles(): void {
    if (!this.#canWatch) return;
    const watchers = ["**/*.{sql,js,ts,cjs,mjs,cts,mts}", "**/pgmaestro.config.*", "**/.env"];
    void this.#connection.client
      .register(DidChangeWatchedFilesNotification.type, {
        watchers: watchers.map((globPattern) => ({ globPattern })),
      })
      .catch(() => {}); // an editor that cannot after all tells of files that it saves
  }

  #lookAgain(): void {
    this.#workspace.filesChanged();
    for (const document of this.#documents.all()) this.#schedule(document);
  }

  #typed(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    this.#workspace.open(path, document.getText());
    this.#schedule(document);
  }

  #closed({ uri }: TextDocument): void {
    clearTimeout(this.#due.get(uri));
    const path = pathOf(uri);
    if (path !== undefined) this.#workspace.close(path);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #schedule({ uri }: TextDocument): void {
    clearTimeout(this.#due.get(uri));
    this.#due.set(
      uri,
      setTimeout(() => void this.#publish(uri), pause),
    );
  }

  async #publish(uri: string): Promise<void> {
    const asked = { textDocument: { uri } };
    const diagnostics = await this.#answer(asked, [], (view, document) =>
      findingsIn(view).map((finding) => diagnosticOf(document, finding)),
    );
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    const said = { uri, version: document.version, diagnostics };
    await this.#connection.sendDiagnostics(said).catch(() => {}); // to an editor that has gone
  }

  /** What is said of a document; of one that is no migration, and where something fails, nothing. */
  async #answer<Result>(
    { textDocument: { uri } }: { readonly textDocument: { readonly uri: string } },
    nothing: Result,
    say: (view: OpenMigration, document: TextDocument) => Result,
  ): Promise<Result> {
    const path = pathOf(uri);
    try {
      const view = path === undefined ? undefined : await this.#workspace.view(path);
      const document = this.#documents.get(uri);
      const result = view && document && say(view, document);
      this.#complaint = undefined;
      return result ?? nothing;
    } catch (error) {
      this.#complain(this.#options.inWords(error));
      return nothing;
    }
  }

  #complain(text: string): void {
    if (text === this.#complaint) return;
    this.#complaint = text;
    void this.#connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message: text })
      .catch(() => {});
  }

  #actions(
    { range, context }: CodeActionParams,
    view: OpenMigration,
    document: TextDocument,
  ): CodeAction[] {
    const wants = (kind: string) =>
      context.only === undefined ||
      context.only.some((one) => kind === one || kind.startsWith(`${one}.`));
    const open = this.#openDocuments();
    return [
      ...(wants(CodeActionKind.QuickFix) ? quickFixes(range, view, document, open) : []),
      ...(wants(fixAll) && context.only !== undefined ? everything(view, open) : []),
    ];
  }

  #openDocuments(): ReadonlyMap<string, TextDocument> {
    return new Map(
      this.#documents.all().flatMap((one) => {
        const path = pathOf(one.uri);
        return path === undefined ? [] : [[path, one] as const];
      }),
    );
  }
}

/** Of each finding there: its one right rewrite, and the comment that ignores it. */
function quickFixes(
  range: CodeActionParams["range"],
  view: OpenMigration,
  document: TextDocument,
  open: ReadonlyMap<string, TextDocument>,
): CodeAction[] {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const meant = findingsIn(view).filter(({ start, end }) => start <= to && from <= end);
  return meant.flatMap((finding) => {
    const diagnostics = [diagnosticOf(document, finding)];
    const fixed = finding.fix && fixedView(view, finding);
    const comment = ignoreComment(finding.rule);
    return [
      ...(fixed?.made.length
        ? [fixAction(finding.fix!.title, CodeActionKind.QuickFix, fixed, open, diagnostics)]
        : []),
      ignoreAction(document, finding, comment, diagnostics),
    ];
  });
}

function everything(view: OpenMigration, open: ReadonlyMap<string, TextDocument>): CodeAction[] {
  const fixed = fixedView(view);
  return fixed.made.length === 0
    ? []
    : [fixAction(fixAllTitle(fixed.made), fixAll, fixed, open, [])];
}

function hover(
  { position }: TextDocumentPositionParams,
  view: OpenMigration,
  document: TextDocument,
): Hover | null {
  const effect = effectAt(view, document.offsetAt(position));
  return effect ? hoverOf(document, effect) : null;
}

function completion(
  { position }: TextDocumentPositionParams,
  view: OpenMigration,
  document: TextDocument,
): CompletionItem[] {
  const start = { line: position.line, character: 0 };
  const before = document.getText({ start, end: position });
  const typed = /[\w-]*$/.exec(before)![0].replace(/^--/, "");
  const range = {
    start: { line: position.line, character: position.character - typed.length },
    end: position,
  };
  return completionsAt(before, view.rules).map((one) => completionItem(range, one));
}

function definition(
  { position }: TextDocumentPositionParams,
  view: OpenMigration,
  document: TextDocument,
): Location | null {
  const place = whereMade(view, document.offsetAt(position));
  return place ? locationOf(place) : null;
}

/** A file that can be read; not what an editor shows from elsewhere. */
function pathOf(uri: string): string | undefined {
  return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
}

function isConfigFile({ uri }: TextDocument): boolean {
  return /^(?:pgmaestro\.config\.\w+|\.env)$/.test(basename(uri));
}

/** The config and the migrations are found from the folder that is open. */
function enter(directory: string): void {
  try {
    process.chdir(directory);
  } catch {
    // it is gone, and with it all that could be linted
  }
}
