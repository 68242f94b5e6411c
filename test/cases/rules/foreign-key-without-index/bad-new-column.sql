ALTER TABLE orders ADD COLUMN carrier_id bigint REFERENCES carriers (id);
