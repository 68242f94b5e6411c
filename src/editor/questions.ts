import { resolve } from "node:path";
import {
  type Finding,
  fixFinding,
  type Fixed,
  fixMigrations,
  lintMigrations,
  type LintResult,
  type Rule,
  type StatementContext,
} from "../lint/index.ts";
import { localDate, spanInFile } from "../migrations/index.ts";
import type { OpenMigration } from "./workspace.ts";

/** What lint says of an open migration. */
function lintView({ all, lintable, facts, rules, states }: OpenMigration): LintResult {
  return lintMigrations(all, new Set([lintable.name]), facts, rules, { states });
}

/** The findings that are in the open file itself: of a pair some are in the other one. */
export function findingsIn(view: OpenMigration): Finding[] {
  const { findings } = lintView(view);
  return findings.filter(({ file, generatedFrom }) => resolve(generatedFrom ?? file) === view.path);
}

/** An open migration with one finding fixed, or with all that `lint --fix` fixes; that is not tried on a database. */
export function fixedView(view: OpenMigration, finding?: Finding): Fixed {
  const { all, lintable, facts, rules, states } = view;
  const chosen = new Set([lintable.name]);
  const request = { all, chosen, facts, rules, states, date: localDate(new Date()) };
  return finding === undefined ? fixMigrations(request) : fixFinding(request, finding);
}

/**
 * Asks something about the statement at a place of an open migration, as everything is before it runs; undefined where there
 * is none.
 * @param offset UTF-16 units in the file
 */
export function askAt<Answer>(
  { all, lintable, facts, states, path }: OpenMigration,
  offset: number,
  question: (context: StatementContext) => Answer,
): Answer | undefined {
  let answer: Answer | undefined;
  const rule: Rule = {
    name: "asked-by-the-editor",
    severity: "notice",
    stake: "convention",
    sets: [],
    summary: "",
    why: "",
    instead: "",
    check: {
      statement(context) {
        const { section } = context.section;
        if (resolve(section.file) !== path) return;
        const { start, end } = spanInFile(section, context.statement);
        if (start <= offset && offset <= end) answer ??= question(context);
      },
    },
  };
  const settings = { ...facts.settings, only: [rule.name] };
  lintMigrations(all, new Set([lintable.name]), { ...facts, settings }, [rule], { states });
  return answer;
}
