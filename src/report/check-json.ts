import type { CheckPart, CheckResult } from "../commands/check.ts";
import { stoppingStatements } from "../commands/check.ts";
import { impactJson } from "./impact-json.ts";
import { errorJson, withoutSecrets } from "./json.ts";
import { lintJson } from "./lint-json.ts";
import { proposedDownsJson } from "./proposed-downs.ts";
import { verifyJson } from "./verify-json.ts";

/** What `check` found as JSON: of each part its verdict, and what its own command says. */
export function checkJson(result: CheckResult): object {
  const { since, migrations, passed, names, lint, verify, plan } = result;
  return {
    since,
    migrations,
    downSections: proposedDownsJson(result.downSections),
    parts: {
      names: partJson(names, lintJson),
      lint: partJson(lint, lintJson),
      verify: partJson(verify, verifyJson),
      plan: partJson(plan, (impact) => ({
        ...impactJson(impact),
        stopping: stoppingStatements(impact, migrations).map(({ file, line, column }) => ({
          ...{ file, line, column },
        })),
      })),
      schema: partJson(result.schema, withoutSecrets),
      types: partJson(result.types, withoutSecrets),
      history: partJson(result.history, withoutSecrets),
      unfinished: partJson(result.unfinished, withoutSecrets),
    },
    passed,
  };
}

function partJson<Result>(part: CheckPart<Result>, tell: (result: Result) => object): object {
  const { verdict } = part;
  if ("result" in part) return { verdict, result: tell(part.result) };
  return part.verdict === "skipped" ? part : { verdict, error: errorJson(part.error) };
}
