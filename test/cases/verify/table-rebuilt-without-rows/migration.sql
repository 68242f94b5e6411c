-- Up Migration
CREATE TABLE IF NOT EXISTS app.visits_new (id bigint NOT NULL, path text NOT NULL, CONSTRAINT visits_new_pkey PRIMARY KEY (id));
ALTER TABLE app.visits RENAME TO visits_old;
ALTER TABLE app.visits_new RENAME TO visits;
DROP TABLE app.visits_old;
ALTER TABLE app.visits RENAME CONSTRAINT visits_new_pkey TO visits_pkey;
-- Down Migration
SELECT 1;
