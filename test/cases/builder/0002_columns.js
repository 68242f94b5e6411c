const users = { schema: "shop", name: "users" };

export const up = (pgm) => {
  pgm.addColumns(users, { first: { type: "text" }, last: { type: "text", default: "it's" } }, { ifNotExists: true });
  pgm.addColumn(users, { nick: { type: "varchar(20)" } });
  pgm.renameColumn(users, "nick", "nickname");
  pgm.alterColumn(users, "nickname", { type: "text", default: "none", notNull: true, comment: "short" });
  pgm.alterColumn(users, "last", { default: null, allowNull: true });
  pgm.addColumn(users, { gone: "stamp" });
  pgm.dropColumns(users, ["gone"], { ifExists: true });
  pgm.addColumn(users, { gone_too: "int" });
  pgm.dropColumn(users, "gone_too");
};

export const down = (pgm) => {
  pgm.dropColumns(users, ["first", "last", "nickname"]);
};
