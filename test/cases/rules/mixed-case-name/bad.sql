CREATE TABLE IF NOT EXISTS "OrderLines" (id bigint PRIMARY KEY, "createdAt" timestamptz, "unit price" numeric);
