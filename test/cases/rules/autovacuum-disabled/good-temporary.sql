CREATE TEMP TABLE sums (total numeric) WITH (autovacuum_enabled = false);
