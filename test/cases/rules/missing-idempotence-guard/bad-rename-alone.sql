-- pgmaestro: no-transaction
ALTER TABLE orders RENAME COLUMN kind TO type;
