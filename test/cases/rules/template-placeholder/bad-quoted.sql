CREATE TABLE IF NOT EXISTS "{{tenant}}_orders" (id bigint PRIMARY KEY);
