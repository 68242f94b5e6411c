CREATE TABLE IF NOT EXISTS events (id bigint PRIMARY KEY, at timestamptz NOT NULL, seen timestamptz(3));
