-- source: PostgreSQL manual, ALTER TABLE, Examples
-- file: 1700000000001_before.sql
CREATE TABLE distributors (dist_id bigint NOT NULL, name text, CONSTRAINT distributors_pkey PRIMARY KEY (dist_id));
-- file: 1700000000002_build-index.sql
CREATE UNIQUE INDEX CONCURRENTLY dist_id_temp_idx ON distributors (dist_id);
-- file: 1700000000003_replace-key.sql
ALTER TABLE distributors DROP CONSTRAINT distributors_pkey,
    ADD CONSTRAINT distributors_pkey PRIMARY KEY USING INDEX dist_id_temp_idx;
