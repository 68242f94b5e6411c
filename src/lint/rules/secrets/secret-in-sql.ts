import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { secretsIn, type WrittenSecret } from "../../../sql/text/index.ts";
import type { Statement } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "secret-in-sql",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A password, key or token in a migration",
  why: `The file stays in the repository, and in everybody's copy of it; and the text of the statement is in the server's log (\`log_statement = ddl\`)
and in pg_stat_activity. That the server itself keeps only a hash of a password helps none of these.`,
  instead: `Create the role without a password, and set it out of band, with \`\\password\` of psql or from a store of secrets; hand other secrets to
the application, not to the schema. What was committed once is known: replace the secret.

\`\`\`sql
CREATE ROLE app LOGIN PASSWORD NULL;
\`\`\``,
  exempt: `\`PASSWORD NULL\`, empty literals and placeholders such as \`\${APP_PASSWORD}\`. A password that is hashed already (SCRAM-SHA-256, md5, crypt) is
a warning. No output of pgmaestro shows the secret.`,
  check: {
    statement(context) {
      const { statement } = context;
      const places = new Set<number>();
      for (const secret of secretsIn(statement.text)) {
        if (isOfVariable(secret, context)) continue;
        const place = beforeSecret(statement, secret);
        if (places.has(place.at)) continue;
        places.add(place.at);
        context.report({ ...place, ...textOf(secret) });
      }
    },
  },
});

/** Whether the file has a variable in its place. */
function isOfVariable(secret: WrittenSecret, { section, statement }: StatementContext): boolean {
  const at = statement.start + secret.start;
  const places = section.section.variables?.places ?? [];
  return places.some(({ start, end }) => start <= at && at < end);
}

/** From the first word of its line up to the secret, which is not part of it. */
function beforeSecret({ text, start }: Statement, secret: WrittenSecret) {
  const line = text.lastIndexOf("\n", secret.start - 1) + 1;
  const [indent = ""] = /^\s*/.exec(text.slice(line, secret.start)) ?? [];
  return { at: start + line + indent.length, end: start + secret.start };
}

function textOf({ kind, hashed }: WrittenSecret): Pick<Report, "message" | "help" | "severity"> {
  if (hashed)
    return {
      severity: "warning",
      message:
        "The hash of a password is written here: it can be tried against lists of passwords.",
      help: "Set the password out of band.",
    };
  return {
    message: `${kind === "access key" ? "An" : "A"} ${kind} is written here: it stays in the repository and in the server's log.`,
    help: `${kind === "password" ? "Set it out of band" : "Keep it in a store of secrets"}, and replace the one that is written.`,
  };
}
