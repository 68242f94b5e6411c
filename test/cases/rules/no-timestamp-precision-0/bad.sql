CREATE TABLE IF NOT EXISTS events (id bigint PRIMARY KEY, at timestamptz(0) NOT NULL, seen timestamp(0));
