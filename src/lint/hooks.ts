import type { Action } from "../sql/statement/index.ts";
import type { ReportSink } from "./report.ts";
import type { Rule, RuleHooks } from "./rule.ts";

/** A rule that is asked, and where its reports go. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly sink: ReportSink;
}

/** A question that a rule answers. */
export interface Hooked<Hook> {
  readonly hook: Hook;
  readonly rule: Rule;
  readonly sink: ReportSink;
}

/** What answers one question of a rule. */
type Answering<Name extends keyof RuleHooks> = Hooked<Required<RuleHooks>[Name]>;

/** For each question the rules that answer it: most rules answer only one. */
export type Hooks = {
  readonly [Name in Exclude<keyof RuleHooks, "action">]: readonly Answering<Name>[];
} & {
  readonly action: ActionHooks;
};

/** The rules by the questions that they answer. */
export function hooksOf(asked: readonly ActiveRule[]): Hooks {
  const of = <Name extends keyof RuleHooks>(name: Name) =>
    asked.flatMap((one) => answering(one, name));
  return {
    action: new ActionHooks(asked),
    statement: of("statement"),
    section: of("section"),
    migration: of("migration"),
    directory: of("directory"),
  };
}

function answering<Name extends keyof RuleHooks>(
  { rule, sink }: ActiveRule,
  name: Name,
): readonly Answering<Name>[] {
  const { check } = rule;
  const hook = check[name]?.bind(check) as Required<RuleHooks>[Name] | undefined;
  return hook === undefined ? [] : [{ hook, rule, sink }];
}

/** The rules that are asked about an action: those that name its kind, or none. */
class ActionHooks {
  readonly #asked: readonly ActiveRule[];
  readonly #ofKinds = new Map<Action["kind"], readonly Answering<"action">[]>();

  constructor(asked: readonly ActiveRule[]) {
    this.#asked = asked.filter(({ rule }) => rule.check.action !== undefined);
  }

  of({ kind }: Action): readonly Answering<"action">[] {
    const known = this.#ofKinds.get(kind);
    if (known !== undefined) return known;
    const hooks = this.#asked
      .filter(({ rule: { kinds } }) => kinds?.includes(kind) ?? true)
      .flatMap((one) => answering(one, "action"));
    this.#ofKinds.set(kind, hooks);
    return hooks;
  }
}
