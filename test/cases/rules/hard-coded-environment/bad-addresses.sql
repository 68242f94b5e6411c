INSERT INTO settings (name, value) VALUES ('bucket', 's3://shop-files') ON CONFLICT (name) DO NOTHING;
INSERT INTO settings (name, value) VALUES ('search', 'http://localhost:9200') ON CONFLICT (name) DO NOTHING;
CREATE SERVER warehouse FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'shop.cluster-abc.eu-west-1.rds.amazonaws.com');
