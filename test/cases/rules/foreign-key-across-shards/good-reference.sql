CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');

CREATE TABLE languages (code text PRIMARY KEY, country text REFERENCES countries (code));
SELECT create_reference_table('languages');
ALTER TABLE orders ADD COLUMN country text;
ALTER TABLE orders ADD CONSTRAINT orders_country_fkey FOREIGN KEY (country) REFERENCES countries (code) ON DELETE SET NULL;
