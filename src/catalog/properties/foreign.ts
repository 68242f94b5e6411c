import type { FactBase } from "@supabase/pg-delta/core";
import { quoteIfNeeded, quoteLiteral } from "../../sql/text/index.ts";
import type { Definition } from "../digest/definitions.ts";
import { catalogObject, objectText } from "../objects.ts";
import { secretOption, secretValue } from "../secrets.ts";
import { lastPart, unquoted, withoutLast } from "./text.ts";
import type { PropertyChange, PropertyKind } from "./kind.ts";

/** Of publications, and of foreign objects: options with a secret, which facts know by their names, and those of columns. */
export const ofForeign: readonly PropertyKind[] = [
  {
    of: /^publication$/,
    name: /^publish_generated_columns$/,
    isUsual: ({ properties }) => properties["publish_generated_columns"] === "n",
    sql: ({ definition: { object }, is }) => [
      `ALTER PUBLICATION ${object.name} SET (publish_generated_columns = ${is === "s" ? "stored" : "none"})`,
    ],
  },
  {
    of: /^(?:foreign data wrapper|server|user mapping|foreign table)$/,
    name: /^option /,
    isUnknown: isSecret,
    isOnlyChanged: true,
    sql: (change) => {
      const { kind, name, on } = change.definition.object;
      const target = on === undefined ? name : `FOR ${name} SERVER ${on}`;
      return [`ALTER ${kind.toUpperCase()} ${target} OPTIONS (SET ${optionText(change)})`];
    },
  },
  {
    of: /^column$/,
    name: /^option /,
    sql: (change) => {
      const { name } = change.definition.object;
      const verb = change.was === undefined ? "ADD" : change.is === undefined ? "DROP" : "SET";
      const option = verb === "DROP" ? nameOf(change) : optionText(change);
      return [
        `ALTER FOREIGN TABLE ${withoutLast(name)} ALTER COLUMN ${lastPart(name)} OPTIONS (${verb} ${option})`,
      ];
    },
  },
];

/** Whether facts know the option by its name alone. */
function isSecret(
  { object, aspect }: Definition,
  { facts }: { readonly facts: FactBase },
): boolean {
  const fact = facts.facts().find(({ id }) => objectText(catalogObject(id)) === objectText(object));
  const options = (fact?.payload["options"] ?? []) as string[];
  return options.some((one) => `option ${quoteIfNeeded(secretOption(one) ?? "")}` === aspect);
}

function nameOf({ definition: { aspect } }: PropertyChange): string {
  return aspect!.slice("option ".length);
}

function optionText(change: PropertyChange): string {
  const name = nameOf(change);
  const { value } = change.definition.properties;
  return `${name} ${quoteLiteral(value ?? secretValue(unquoted(name)))}`;
}
