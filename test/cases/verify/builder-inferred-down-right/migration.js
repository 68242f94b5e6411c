export const up = (pgm) => {
  pgm.createTable(
    { schema: "app", name: "devices" },
    {
      id: { type: "uuid", primaryKey: true, default: pgm.func("gen_random_uuid()") },
      user_id: { type: "bigint", notNull: true, references: { schema: "app", name: "users" }, onDelete: "CASCADE" },
      platform: { type: "text", notNull: true, check: "platform <> ''" },
    },
    { ifNotExists: true, comment: "Where a user is signed in." },
  );
  pgm.createIndex({ schema: "app", name: "devices" }, "user_id", { ifNotExists: true });
};
