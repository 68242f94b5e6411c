import type { MigrationBuilder } from "node-pg-migrate";

const articles = { schema: "app", name: "articles" };

export async function up(pgm: MigrationBuilder): Promise<void> {
  pgm.addColumn(articles, { updated_at: { type: "timestamptz" } }, { ifNotExists: true });
  pgm.createTrigger(
    articles,
    "articles_touch",
    { when: "BEFORE", operation: "UPDATE", level: "ROW", language: "plpgsql", replace: true },
    "BEGIN NEW.updated_at := now(); RETURN NEW; END",
  );
}

export async function down(pgm: MigrationBuilder): Promise<void> {
  pgm.dropColumn(articles, "updated_at", { ifExists: true });
}
