-- pgmaestro-ignore role-in-schema-migration: the server has this database only
CREATE ROLE app LOGIN PASSWORD NULL;
