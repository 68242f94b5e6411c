DROP TABLE IF EXISTS forgotten;
DROP INDEX IF EXISTS forgotten_idx;
