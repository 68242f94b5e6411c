-- source: squawk, disallowed-unique-constraint
-- file: 1700000000001_before.sql
CREATE TABLE distributors (dist_id bigint NOT NULL, name text, CONSTRAINT distributors_pkey PRIMARY KEY (dist_id));
-- file: 1700000000002_replace-key.sql
CREATE UNIQUE INDEX CONCURRENTLY dist_id_temp_idx ON distributors (dist_id);
ALTER TABLE distributors DROP CONSTRAINT distributors_pkey,
    ADD CONSTRAINT distributors_pkey PRIMARY KEY USING INDEX dist_id_temp_idx;
