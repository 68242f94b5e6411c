-- Up Migration
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
-- Down Migration
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
