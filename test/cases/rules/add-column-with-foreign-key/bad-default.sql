ALTER TABLE orders ADD COLUMN status_id bigint NOT NULL DEFAULT 1 REFERENCES statuses (id);
