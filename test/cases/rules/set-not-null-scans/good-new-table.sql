CREATE TABLE orders (id bigint PRIMARY KEY, email text);
INSERT INTO orders (id, email) VALUES (1, 'a@example.org');
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
