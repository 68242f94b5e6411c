import type { Action } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "unsafe-privileged-operation",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "What only a superuser may do, beyond the database that is migrated",
  why: `ALTER SYSTEM and ALTER DATABASE change settings for everybody, tablespaces and server-side files are the machine's, COPY … PROGRAM and
functions in untrusted languages run as the operating system's user, and a SUPERUSER may do all of it. A migration that can do this runs with
more privileges than its role should have, and fails where it has not got them.`,
  instead: `Leave it to whoever runs the server: settings and tablespaces with the configuration, roles with the tool that manages them. Data goes
through the client:

\`\`\`sql
CREATE ROLE reporting NOLOGIN;
\`\`\``,
  exempt: "COPY FROM a file or a program, of which `copy-from-file` speaks.",
  kinds: [
    "alter-other",
    "create-role",
    "alter-role",
    "copy",
    "create-other",
    "create-extension",
    "create-function",
    "select",
  ],
  check: {
    action(action, context) {
      const what = privileged(action);
      if (what === undefined) return;
      context.report({
        message: `${what}.`,
        help: "Take it out of the migration, and leave it to whoever runs the server.",
      });
    },
  },
});

const untrusted = /^(?:plperlu|pltclu|plpython[23]?u|plshu?|plr|c|internal)$/;
const fileFunctions =
  /^(?:lo_import|lo_export|pg_read_file|pg_read_binary_file|pg_ls_dir|pg_stat_file|pg_file_write|pg_reload_conf)$/;

function privileged(action: Action): string | undefined {
  switch (action.kind) {
    case "alter-other":
      return alterations[action.objectKind];
    case "create-role":
    case "alter-role":
      return action.options["superuser"] === true
        ? `SUPERUSER gives ${action.name} every privilege on the whole server`
        : undefined;
    case "copy":
      return action.from ? undefined : copies[action.source];
    case "create-other":
      return creation(action.objectKind, action.name?.name ?? "");
    case "create-extension":
      return creation("LANGUAGE", action.name);
    case "create-function":
      return creation("LANGUAGE", action.language);
    case "select": {
      const called = action.query.functions.find(({ name }) => fileFunctions.test(name));
      return called && `${called.name} reaches for files or settings of the server`;
    }
    default:
      return undefined;
  }
}

const alterations: Readonly<Record<string, string>> = {
  SYSTEM: "ALTER SYSTEM changes a setting of the whole server",
  DATABASE: "ALTER DATABASE changes the database for all its sessions, beyond its schema",
};

const copies: Readonly<Record<string, string>> = {
  program: "COPY … TO PROGRAM runs a program on the server, as the operating system's user",
  file: "COPY … TO writes a file on the server",
};

function creation(kind: string, name: string): string | undefined {
  if (kind === "TABLESPACE") return `CREATE TABLESPACE makes ${name} in the files of the server`;
  return kind === "LANGUAGE" && untrusted.test(name)
    ? `Functions in ${name}, an untrusted language, run as the operating system's user`
    : undefined;
}
