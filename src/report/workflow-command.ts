/** What GitHub shows at a place in a file, or for the run where there is none. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** As the repository has it. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  /** The last one, not the one behind. */
  readonly endColumn?: number;
}

/**
 * An annotation as a command of a workflow's log, one line.
 * Source: GitHub's documentation, "Workflow commands for GitHub Actions".
 */
export function workflowCommand({ level, message, ...annotation }: Annotation): string {
  const { file, line, endLine, column, endColumn, title } = annotation;
  const properties = Object.entries({ file, line, endLine, col: column, endColumn, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(",")}::${escapeData(message)}`;
}

/** As GitHub's toolkit does: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
