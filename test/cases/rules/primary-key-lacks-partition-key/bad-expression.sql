CREATE TABLE events (id bigint, created_at timestamptz, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (date_trunc('day', created_at));
