export const up = (pgm) => {
  pgm.createView({ schema: "shop", name: "adults" }, { columns: ["id", "email"], replace: true, checkOption: "LOCAL" }, "SELECT id, email FROM shop.users WHERE age > 17");
  pgm.alterView({ schema: "shop", name: "adults" }, { options: { security_barrier: true } });
  pgm.alterViewColumn({ schema: "shop", name: "adults" }, "email", { default: "'nobody'" });
  pgm.renameView({ schema: "shop", name: "adults" }, "grown_ups");
  pgm.createView("passing_view", {}, "SELECT 1 AS one");
  pgm.dropView("passing_view", { ifExists: true });
  pgm.createMaterializedView("totals", { columns: ["ids"], data: false, ifNotExists: true }, "SELECT count(*) FROM shop.users");
  pgm.refreshMaterializedView("totals", { data: true });
  pgm.renameMaterializedViewColumn("totals", "ids", "people");
  pgm.renameMaterializedView("totals", "sums");
  pgm.alterMaterializedView("sums", { storageParameters: { fillfactor: 70 } });
  pgm.createMaterializedView("passing_totals", {}, "SELECT 1 AS one");
  pgm.dropMaterializedView("passing_totals", { ifExists: true });
};

export const down = (pgm) => {
  pgm.dropMaterializedView("sums");
  pgm.dropView({ schema: "shop", name: "grown_ups" });
};
