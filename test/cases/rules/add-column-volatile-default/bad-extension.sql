ALTER TABLE orders ADD COLUMN token uuid DEFAULT extensions.uuid_generate_v4();
