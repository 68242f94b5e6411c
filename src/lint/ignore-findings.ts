import type { Collector } from "./collector.ts";
import type { MigrationContext } from "./context.ts";
import type { Report } from "./report.ts";
import type { Ignore } from "./ignores.ts";
import type { Rule } from "./rule.ts";
import { nearestName } from "../nearest-name.ts";

interface IgnoreUse {
  readonly migration: Pick<MigrationContext, "lintable">;
  readonly ignores: readonly Ignore[];
  readonly used: ReadonlyMap<Ignore, ReadonlySet<string>>;
  readonly rules: { readonly asked: readonly Rule[]; readonly all: readonly Rule[] };
  readonly collector: Collector;
}

/** Reports ignore comments that have no reason, name no rule that there is, or take nothing away. */
export function reportIgnores({ migration, ignores, used, rules, collector }: IgnoreUse): void {
  const { asked } = rules;
  const known = rules.all.map((rule) => rule.name);
  const report = (
    name: string,
    words: Pick<Report, "message" | "help">,
    { start, end }: Ignore,
  ) => {
    const rule = asked.find((one) => one.name === name);
    if (rule === undefined) return;
    const where = { lintable: migration.lintable, section: undefined, direction: undefined };
    collector.sinkOf(rule)({ ...words, at: start, end }, where);
  };
  for (const ignore of ignores) {
    if (ignore.reason === undefined || ignore.rules.length === 0)
      report("ignore-without-reason", withoutReason(ignore), ignore);
    for (const name of ignore.rules) {
      if (!known.includes(name)) report("unknown-rule-in-ignore", unknownRule(name, known), ignore);
      else if (ignore.reason !== undefined && !used.get(ignore)?.has(name) && isJudged(name, asked))
        report("unused-ignore", unused(name), ignore);
    }
  }
}

/** A rule that is not asked finds nothing, so that nothing is known of comments for it. */
function isJudged(name: string, asked: readonly Rule[]): boolean {
  return asked.some((rule) => rule.name === name);
}

function withoutReason({ rules }: Ignore): Pick<Report, "message" | "help"> {
  const [names, what] =
    rules.length === 0 ? ["RULE", "neither a rule nor a reason"] : [rules.join(", "), "no reason"];
  return {
    message: `This comment says ${what}, so that nothing is ignored.`,
    help: `Write why: \`pgmaestro-ignore ${names}: the table is empty in production\`.`,
  };
}

function unknownRule(name: string, names: readonly string[]): Pick<Report, "message" | "help"> {
  const near = nearestName(name, names, Math.max(3, name.length / 3));
  return {
    message: `There is no rule ${name}.`,
    help: near
      ? `Write ${near}, if that is meant.`
      : "Look the name up with `pgmaestro lint --rules`.",
  };
}

function unused(name: string): Pick<Report, "message" | "help"> {
  return {
    message: `Nothing is ignored by this: ${name} finds nothing here.`,
    help: `Take ${name} out of the comment.`,
  };
}
