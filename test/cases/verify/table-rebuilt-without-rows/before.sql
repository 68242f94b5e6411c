CREATE SCHEMA app;
CREATE TABLE app.visits (id bigint NOT NULL, path text NOT NULL, CONSTRAINT visits_pkey PRIMARY KEY (id));
INSERT INTO app.visits VALUES (1, '/'), (2, '/about');
