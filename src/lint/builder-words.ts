/** What to do in JS and TS migrations, in terms of node-pg-migrate's builder. */

/** A call with an option, which runs in no transaction. */
export function alone(option: string, but = ""): string {
  return `Give \`${option}\`${but}, and call \`pgm.noTransaction()\`, in a migration of its own.`;
}

/** A constraint that is not checked at once, for which the builder has no option. */
export function notValid(constraint: string): string {
  return `Write \`addConstraint(table, name, "${constraint} NOT VALID")\`, and \`pgm.sql("ALTER TABLE … VALIDATE CONSTRAINT …")\` in a later migration.`;
}

/** A key whose index is there before it. */
export function uniqueFirst(kind: "UNIQUE" | "PRIMARY KEY"): string {
  return `Build it by \`createIndex\` with \`unique: true\` and \`concurrently: true\` in a migration of its own, and in the next write \`addConstraint(table, name, "${kind} USING INDEX …")\`.`;
}

/** A column's value by a sequence of its own. */
export function countedColumn(type: string): string {
  return `\`{ type: "${type}", sequenceGenerated: { precedence: "ALWAYS" } }\``;
}
