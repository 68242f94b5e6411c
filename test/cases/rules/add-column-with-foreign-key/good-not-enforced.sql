-- config: {"postgres": 18}
ALTER TABLE orders ADD COLUMN status_id bigint DEFAULT 1 REFERENCES statuses (id) NOT ENFORCED;
