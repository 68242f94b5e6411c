CREATE TABLE IF NOT EXISTS OrderLines (id bigint PRIMARY KEY, "created_at" timestamptz, Unit_Price numeric);
