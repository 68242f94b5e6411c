import { maskUrlsIn } from "../database/index.ts";
import { PgmaestroError, messageOf } from "../errors/index.ts";
import {
  reasonInWords,
  sequentialInWords,
  type Plan,
  type PlannedStatement,
  type SegmentReason,
  shownStatement,
} from "../plan/index.ts";
import { modesInSql } from "../sql/statement/index.ts";
import { locationIn } from "../sql/text/index.ts";

/** A value of the documented formats (docs/FORMATS.md) as one line of JSON. */
export function jsonLine(type: string, value: object): string {
  return JSON.stringify({ type, ...value });
}

/** An error as JSON: its facts, never a stack and never a secret. */
export function errorJson(error: unknown): object {
  return withoutSecrets(
    error instanceof PgmaestroError
      ? { code: error.code, message: error.message, hint: error.hint, ...error.facts() }
      : { code: "unexpected", message: messageOf(error) },
  );
}

/** The passwords of all URLs masked, at any depth. */
export function withoutSecrets(value: object): object {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "string" ? maskUrlsIn(part) : part,
    ),
  ) as object;
}

/** A plan as JSON: statements with file and line instead of whole files. */
export function planJson({ segments }: Plan): object {
  return {
    segments: segments.map(({ steps, transaction, reason, modes, sequential }) => ({
      transaction,
      ...(reason && reasonJson(reason)),
      ...(modes && { modes: modesInSql(modes) }),
      ...(sequential && {
        sequential: sequentialInWords(sequential),
        sequentialKind: sequential.kind,
      }),
      steps: steps.map(({ migration, direction, phase, statements, part, waiting }) => ({
        migration,
        direction,
        ...(phase && { phase }),
        ...(part && { part: { from: part.from, to: part.to, of: part.of } }),
        ...(waiting && { waiting: true }),
        statements: statements.map(statementJson),
      })),
    })),
  };
}

/** Why a segment begins: in words, and of which kind. */
export function reasonJson(reason: SegmentReason): object {
  return { reason: reasonInWords(reason), reasonKind: reason.kind };
}

function statementJson(statement: PlannedStatement): object {
  const { section, offset } = statement;
  const text = shownStatement(statement);
  return { ...locationIn(section, offset), text };
}
