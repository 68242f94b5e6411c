CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY, opens_at time, closes_at time, zone text NOT NULL);
