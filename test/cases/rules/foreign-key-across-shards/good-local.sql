CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');

CREATE TABLE notes (id bigint PRIMARY KEY, country text REFERENCES countries (code));
ALTER TABLE countries ADD COLUMN note bigint REFERENCES notes (id);
