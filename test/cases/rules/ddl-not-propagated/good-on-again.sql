CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');

SET citus.enable_ddl_propagation TO off;
CREATE TYPE state AS ENUM ('open');
RESET citus.enable_ddl_propagation;
ALTER TABLE orders ADD COLUMN state state;
