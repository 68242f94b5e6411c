CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY, opens_at time with time zone, closes_at timetz);
