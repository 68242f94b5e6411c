-- file: 1700000000001_metrics.sql
CREATE TABLE metrics (at timestamptz NOT NULL, value int);
SELECT create_hypertable('metrics', 'at');
-- file: 1700000000002_case.sql
CREATE INDEX metrics_value_idx ON metrics (value) WITH (timescaledb.transaction_per_chunk);
