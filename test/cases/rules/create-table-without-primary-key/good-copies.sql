CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE old_orders (LIKE orders INCLUDING ALL);
CREATE TABLE big_orders (note text) INHERITS (orders);
CREATE TEMP TABLE sums (total numeric);
CREATE FOREIGN TABLE remote_orders (id bigint) SERVER shop;
