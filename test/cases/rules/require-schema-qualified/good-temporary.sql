CREATE TEMPORARY TABLE old_ids (id bigint);
CREATE INDEX old_ids_idx ON old_ids (id);
INSERT INTO old_ids SELECT id FROM orders;
DROP TABLE old_ids;
