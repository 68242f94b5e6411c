/** Statements that create, alter, rename, move and drop things that refer to each other. */
export const story = `
CREATE SCHEMA other;
CREATE TABLE users (id int PRIMARY KEY, email text CONSTRAINT users_email UNIQUE);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));
CREATE TABLE other.notes (user_id int, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX orders_user ON orders (user_id);
CREATE INDEX notes_user ON other.notes (user_id);
CREATE VIEW totals AS SELECT user_id, count(*) AS n FROM orders GROUP BY user_id;
CREATE VIEW names AS SELECT email FROM users JOIN orders ON user_id = users.id;
CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
CREATE INDEX parts_at ON parts (at);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER INDEX orders_user RENAME TO orders_by_user;
ALTER TABLE users RENAME CONSTRAINT users_email TO users_mail;
ALTER TABLE other.notes RENAME CONSTRAINT of_user TO notes_of_user;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases SET SCHEMA other;
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id) ON DELETE CASCADE);
DROP VIEW totals;
CREATE VIEW totals AS SELECT 1 AS n FROM users;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
DROP INDEX other.notes_user;
DROP TABLE other.purchases;
ALTER TABLE orders ADD CONSTRAINT again FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
DROP SCHEMA other CASCADE;
DROP TABLE users CASCADE;
`;
