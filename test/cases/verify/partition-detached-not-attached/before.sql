CREATE SCHEMA app;
CREATE TABLE app.metrics (id bigint NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
CREATE TABLE app.metrics_eu PARTITION OF app.metrics FOR VALUES IN ('eu');
CREATE TABLE app.metrics_other PARTITION OF app.metrics DEFAULT;
INSERT INTO app.metrics VALUES (1, 'eu'), (2, 'us');
