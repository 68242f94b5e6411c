-- pgmaestro: no-transaction
CREATE TABLE IF NOT EXISTS regions (code text PRIMARY KEY);
REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals;
