import type { MigrationBuilder } from "node-pg-migrate";

const articles = { schema: "app", name: "articles" };

export function up(pgm: MigrationBuilder): void {
  pgm.addColumns(
    articles,
    {
      slug: { type: "text" },
      published_at: { type: "timestamptz" },
    },
    { ifNotExists: true },
  );
  pgm.createIndex(articles, "slug", { name: "idx_articles_slug", unique: true, ifNotExists: true });
}

export function down(pgm: MigrationBuilder): void {
  pgm.dropColumns(articles, ["slug", "published_at"], { ifExists: true });
}
