CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes OWNER TO shop_owner;
