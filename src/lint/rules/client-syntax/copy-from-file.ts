import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "copy-from-file",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "COPY from a file or a program of the server's machine",
  why: `The path is one on the server's machine, where a migration's files are not; a managed server has no such place, and the scratch database has
another. It needs a superuser, or pg_read_server_files or pg_execute_server_program.`,
  instead: "Write the rows as INSERT, or load them from the application after the migration.",
  kinds: ["copy"],
  check: {
    action(action, context) {
      if (!action.from) return;
      if (action.source !== "file" && action.source !== "program") return;
      const what =
        action.source === "file"
          ? "reads a file of the server's machine, where the migration's files are not"
          : "runs a program on the server's machine, which the scratch database's need not have";
      const into = action.relation ? ` ${context.show(action.relation)}` : "";
      context.report({
        message: `COPY${into} ${what}.`,
        help: "Write the rows as INSERT … VALUES.",
      });
    },
  },
});
