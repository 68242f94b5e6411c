export const up = (pgm) => {
  pgm.createType("mood", ["sad", "ok"]);
  pgm.addTypeValue("mood", "happy", { after: "ok", ifNotExists: true });
  pgm.renameTypeValue("mood", "sad", "blue");
  pgm.renameType("mood", "feeling");
  pgm.addType("address", { street: "text", zip: "int" });
  pgm.addTypeAttribute("address", "city", "text");
  pgm.setTypeAttribute("address", "zip", "varchar(10)");
  pgm.renameTypeAttribute("address", "city", "town");
  pgm.dropTypeAttribute("address", "street");
  pgm.createType("passing_type", ["a"]);
  pgm.dropType("passing_type", { ifExists: true });
  pgm.createDomain("positive", "integer", { check: "VALUE > 0", default: 1 });
  pgm.alterDomain("positive", { default: 2, allowNull: true });
  pgm.renameDomain("positive", "natural_number");
  pgm.createDomain("passing_domain", "text", { collation: '"C"' });
  pgm.dropDomain("passing_domain", { ifExists: true });
};

export const down = (pgm) => {
  pgm.dropDomain("natural_number");
  pgm.dropType("address");
  pgm.dropType("feeling");
};
