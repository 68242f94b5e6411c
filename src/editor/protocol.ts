import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  type CompletionItem,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Location,
  type Range,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding, Fixed, Severity } from "../lint/index.ts";
import {
  directiveTexts,
  effectText,
  findingText,
  ignoreTitle,
  openingTexts,
  phaseTexts,
  ruleMarkdown,
} from "../report/editor-text.ts";
import { resolve } from "node:path";
import type { Completion } from "./completion.ts";
import type { MadeAt } from "./definition.ts";
import type { StatementEffect } from "./hover.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  notice: DiagnosticSeverity.Information,
};

/** A stretch of a document as editors count: lines and UTF-16 units. */
function rangeIn(document: TextDocument, start: number, end: number): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** A finding as an editor underlines it. */
export function diagnosticOf(document: TextDocument, finding: Finding): Diagnostic {
  return {
    range: rangeIn(document, finding.start, finding.end),
    severity: severities[finding.severity],
    source: "pgmaestro",
    code: finding.rule,
    message: findingText(finding),
  };
}

/** What fixes a finding, or all of them. */
export function fixAction(
  title: string,
  kind: string,
  fixed: Fixed,
  open: ReadonlyMap<string, TextDocument>,
  diagnostics: Diagnostic[],
): CodeAction {
  return {
    title,
    kind,
    diagnostics,
    edit: editOf(fixed, open),
    isPreferred: kind === CodeActionKind.QuickFix,
  };
}

/** Changed files and new ones as one edit. */
function editOf({ files, created }: Fixed, open: ReadonlyMap<string, TextDocument>): WorkspaceEdit {
  const changed = files.map(({ file, before, after }) => {
    const path = resolve(file);
    const document = open.get(path) ?? textOf(path, before);
    const version = open.get(path)?.version ?? null;
    return TextDocumentEdit.create({ uri: document.uri, version }, [changeOf(document, after)]);
  });
  const made = created.flatMap(({ file, text }) => {
    const uri = uriOf(resolve(file));
    const start = { line: 0, character: 0 };
    return [
      { kind: "create" as const, uri },
      TextDocumentEdit.create({ uri, version: null }, [
        { range: { start, end: start }, newText: text },
      ]),
    ];
  });
  return { documentChanges: [...changed, ...made] };
}

/** Only what differs is replaced, so that the cursor stays where it is. */
function changeOf(document: TextDocument, after: string) {
  const before = document.getText();
  let start = 0;
  const shortest = Math.min(before.length, after.length);
  while (start < shortest && before[start] === after[start]) start++;
  let same = 0;
  while (same < shortest - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return {
    range: rangeIn(document, start, before.length - same),
    newText: after.slice(start, after.length - same),
  };
}

/** What puts a comment above a statement that silences a rule. */
export function ignoreAction(
  document: TextDocument,
  finding: Finding,
  comment: string,
  diagnostics: Diagnostic[],
): CodeAction {
  const { line } = document.positionAt(finding.start);
  const start = { line, character: 0 };
  const end = document.getText().includes("\r\n") ? "\r\n" : "\n";
  const edit = { range: { start, end: start }, newText: `${comment}${end}` };
  return {
    title: ignoreTitle(finding.rule),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit: {
      documentChanges: [
        TextDocumentEdit.create({ uri: document.uri, version: document.version }, [edit]),
      ],
    },
  };
}

/** What a statement does, where the cursor is on it. */
export function hoverOf(document: TextDocument, effect: StatementEffect): Hover {
  return {
    contents: { kind: "markdown", value: effectText(effect) },
    range: rangeIn(document, effect.start, effect.end),
  };
}

/** A word that can be put in, with what it means. */
export function completionItem(range: Range, completion: Completion): CompletionItem {
  const { text } = completion;
  return {
    label: text.trim(),
    kind: completion.kind === "rule" ? CompletionItemKind.EnumMember : CompletionItemKind.Keyword,
    documentation: { kind: "markdown", value: meaningOf(completion) },
    textEdit: { range, newText: text },
  };
}

function meaningOf(completion: Completion): string {
  switch (completion.kind) {
    case "opening":
      return openingTexts[completion.text];
    case "directive":
      return directiveTexts[completion.text];
    case "phase":
      return phaseTexts[completion.text];
    case "rule":
      return ruleMarkdown(completion.rule);
  }
}

export function locationOf({ path, source, start, end }: MadeAt): Location {
  const document = textOf(path, source);
  return { uri: document.uri, range: rangeIn(document, start, end) };
}

function textOf(path: string, source: string): TextDocument {
  return TextDocument.create(uriOf(path), "sql", 0, source);
}

function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
