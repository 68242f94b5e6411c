export const up = (pgm) => {
  pgm.createSchema("passing_schema");
  pgm.renameSchema("passing_schema", "passing_schema_2");
  pgm.dropSchema("passing_schema_2", { ifExists: true });
  pgm.createExtension("pgcrypto", { ifNotExists: true, schema: "public" });
  pgm.addExtension(["uuid-ossp"], { ifNotExists: true });
  pgm.dropExtension("uuid-ossp", { ifExists: true, cascade: true });
  pgm.createFunction("same", ["integer", "integer"], { returns: "boolean", language: "sql", behavior: "IMMUTABLE" }, "SELECT $1 = $2");
  pgm.createFunction("compare", ["integer", "integer"], { returns: "integer", language: "sql", behavior: "IMMUTABLE" }, "SELECT CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 ELSE 0 END");
  pgm.createFunction("compare", ["integer", "bigint"], { returns: "integer", language: "sql", behavior: "IMMUTABLE" }, "SELECT compare($1, $2::integer)");
  pgm.createOperator("===", { procedure: "same", left: "int4", right: "int4", commutator: "===", hashes: false });
  pgm.createOperatorFamily("numbers_family", "btree");
  pgm.renameOperatorFamily("numbers_family", "btree", "integers_family");
  pgm.addToOperatorFamily("integers_family", "btree", [{ type: "function", number: 1, name: "compare", params: ["integer", "bigint"] }]);
  pgm.createOperatorClass("integers_class", "int4", "btree", [{ type: "function", number: 1, name: "compare", params: ["integer", "integer"] }], { family: "integers_family" });
  pgm.renameOperatorClass("integers_class", "btree", "whole_numbers_class");
  pgm.createType("box_of_text", { content: "text" });
  pgm.createFunction("open_box", ["box_of_text"], { returns: "text", language: "sql", behavior: "IMMUTABLE" }, "SELECT ($1).content");
  pgm.createCast("box_of_text", "text", { functionName: "open_box", argumentTypes: ["box_of_text"], as: "ASSIGNMENT" });
  pgm.sql("COMMENT ON FUNCTION same(integer, integer) IS '{what}'", { what: "equality" });
};

export const down = (pgm) => {
  pgm.dropCast("box_of_text", "text", { ifExists: true });
  pgm.dropFunction("open_box", ["box_of_text"]);
  pgm.dropType("box_of_text");
  pgm.dropOperatorClass("whole_numbers_class", "btree", { ifExists: true });
  pgm.dropOperatorFamily("integers_family", "btree", { ifExists: true });
  pgm.dropOperator("===", { left: "int4", right: "int4", ifExists: true });
  pgm.dropFunction("compare", ["integer", "bigint"]);
  pgm.dropFunction("compare", ["integer", "integer"]);
  pgm.dropFunction("same", ["integer", "integer"]);
  pgm.dropExtension("pgcrypto");
};
