export const shorthands = {
  stamp: { type: "timestamptz", notNull: true, default: "2020-01-01T00:00:00Z" },
  code: { type: "varchar(8)", check: "length(code) > 2" },
};

export const up = (pgm) => {
  pgm.createSchema("shop", { ifNotExists: true });
  pgm.createTable(
    { schema: "shop", name: "users" },
    {
      id: "id",
      email: { type: "text", notNull: true, unique: true, comment: "where to write" },
      age: { type: "int", default: 18, check: "age > 0" },
      balance: { type: "numeric(10,2)", default: pgm.func("1 + 1") },
      created_at: "stamp",
    },
    { comment: "people who 'sign in'" },
  );
  pgm.createTable(
    { schema: "shop", name: "orders" },
    {
      id: { type: "uuid", primaryKey: true, default: pgm.func("gen_random_uuid()") },
      user_id: { type: "integer", notNull: true, references: { schema: "shop", name: "users" }, onDelete: "CASCADE" },
      code: "code",
      total: { type: "int", expressionGenerated: "2 * 21" },
      position: { type: "int", sequenceGenerated: { precedence: "ALWAYS", start: 10, increment: 5 } },
    },
    { constraints: { check: "position > 0" }, unlogged: false },
  );
  pgm.createTable({ schema: "shop", name: "orders_copy" }, {}, { like: { table: { schema: "shop", name: "orders" }, options: { including: ["DEFAULTS", "CONSTRAINTS"] } } });
  pgm.createTable({ schema: "shop", name: "special" }, { extra: "jsonb" }, { inherits: { schema: "shop", name: "users" } });
  pgm.renameTable({ schema: "shop", name: "special" }, "specials");
  pgm.alterTable({ schema: "shop", name: "users" }, { levelSecurity: "ENABLE" });
};

export const down = (pgm) => {
  pgm.alterTable({ schema: "shop", name: "users" }, { levelSecurity: "DISABLE" });
  pgm.renameTable({ schema: "shop", name: "specials" }, "special");
  pgm.dropTable({ schema: "shop", name: "special" }, { ifExists: true });
  pgm.dropTable({ schema: "shop", name: "orders_copy" });
  pgm.dropTable({ schema: "shop", name: "orders" }, { cascade: true });
  pgm.dropTable({ schema: "shop", name: "users" });
  pgm.dropSchema("shop", { ifExists: true, cascade: true });
};
