-- source: GitLab, add_concurrent_partitioned_index
-- file: 1700000000001_before.sql
CREATE TABLE logs (id bigint NOT NULL, at date NOT NULL, project_id bigint) PARTITION BY RANGE (at);
CREATE TABLE logs_202401 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE logs_202402 PARTITION OF logs FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- file: 1700000000002_index-first.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS index_1 ON logs_202401 (project_id);
-- file: 1700000000003_index-second.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS index_2 ON logs_202402 (project_id);
-- file: 1700000000004_index-parent.sql
SET LOCAL lock_timeout TO '100ms';
CREATE INDEX IF NOT EXISTS index_logs_on_project_id ON logs (project_id);
