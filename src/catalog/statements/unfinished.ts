import { tokens } from "../../sql/text/index.ts";
import { withTokenEdits } from "./rewritten.ts";
import type { ChangeStep } from "./steps.ts";

/** A statement that a person must finish has variables of psql where its secrets belong: `:'token'`. */
export interface Finished {
  readonly sql: string;
  readonly isUnfinished: boolean;
}

/** The constants that pg-delta, and we, write instead of a secret that nobody is shown. */
const placeholder = /^'__OPTION_(.+)__'$/;
const connection = /^'(?:__CONNECTION__|host=__CONN_HOST__ .*)'$/;

const holders = /^(?:fdw|server|userMapping|foreignTable|subscription)$/;

/** A statement with variables for the secrets of the objects that it is about. */
export function withVariables(sql: string, { produces, consumes }: ChangeStep): Finished {
  const ids = [...produces.values(), ...consumes.values()];
  if (!ids.some(({ kind }) => holders.test(kind))) return { sql, isUnfinished: false };
  const edits = tokens(sql)
    .filter(({ kind }) => kind === "string")
    .flatMap((token) => {
      const name = variableOf(token.text);
      return name === undefined ? [] : [{ from: token, to: token, text: `:'${name}'` }];
    });
  return { sql: withTokenEdits(sql, edits), isUnfinished: edits.length > 0 };
}

function variableOf(constant: string): string | undefined {
  if (connection.test(constant)) return "connection";
  const [, option] = placeholder.exec(constant) ?? [];
  return option?.toLowerCase().replaceAll(/\W/g, "_");
}
