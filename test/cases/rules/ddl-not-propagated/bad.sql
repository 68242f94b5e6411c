-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');
CREATE TYPE state AS ENUM ('open');
-- file: 1700000000002_note.sql
SET LOCAL citus.enable_ddl_propagation TO off;
ALTER TABLE orders ADD COLUMN note text;
ALTER TYPE state ADD VALUE 'done';
CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
