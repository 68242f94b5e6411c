-- file: 1700000000001_visits.sql
CREATE TABLE visits (id bigint NOT NULL, at timestamptz NOT NULL);
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX CONCURRENTLY visits_pkey ON visits (id);
-- file: 1700000000003_key.sql
ALTER TABLE visits ADD CONSTRAINT visits_pkey PRIMARY KEY USING INDEX visits_pkey;
