import { beforeAll, expect, test } from "vitest";
import { identifiersIn } from "../../src/lint/rules/identifiers.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { lintCase, ruleCases } from "../support/rule-cases.ts";

beforeAll(loadParser);

/** Names of tables, columns, constraints and indexes that are in many cases. */
const names = new Set(
  `orders users invoices payments plans products teams members measurements measurements_2025 notes shops
   email total note code status state region user_id order_id team_id plan_id tenant_id title amount price
   currency created_at updated_at at weight kind paid total_cents
   orders_total_check orders_user_id_fkey orders_user_id_idx orders_pkey orders_status_check users_email_key`.split(
    /\s+/,
  ),
);

/** A case with names that must be quoted; those in strings and in bodies of functions stay. */
function quoted(text: string): string {
  let [result, at] = ["", 0];
  for (const { name, start, end } of identifiersIn(text)) {
    if (!names.has(name) || text[start] === '"' || text[end] === "(") continue;
    result += `${text.slice(at, start)}"${capital(name)}"`;
    at = end;
  }
  return result + text.slice(at);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const words = [...names].map(capital).join("|");
const unquoted = new RegExp(`(?<!["'\\w$])(?:${words})(?!["\\w$])`);

const bad = ruleCases().filter(({ isBad }) => isBad);

test.each(bad.map((one) => [`${one.rule}/${one.file}`, one] as const))(
  "the help of %s can be pasted",
  (_, { rule, text }) => {
    const { findings } = lintCase({ text: quoted(text) }, { only: [rule] });
    const helps = findings.flatMap(({ help }) => help ?? []);
    expect(helps.filter((help) => unquoted.test(help))).toEqual([]);
  },
);
