-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, customer_id bigint);
SELECT create_distributed_table('orders', 'tenant_id');
-- file: 1700000000002_items.sql
CREATE TABLE items (tenant_id bigint);
SELECT create_distributed_table('items', 'tenant_id');
-- Down Migration
DROP TABLE items;
-- file: 1700000000003_by_customer.sql
SELECT alter_distributed_table('orders', distribution_column => 'customer_id');
-- Down Migration
SELECT alter_distributed_table('orders', distribution_column => 'tenant_id');
-- file: 1700000000004_countries.sql
CREATE TABLE IF NOT EXISTS countries (code text);
-- Down Migration
DROP TABLE IF EXISTS countries;
-- file: 1700000000005_everywhere.sql
SELECT create_reference_table('countries');
-- Down Migration
SELECT undistribute_table('countries');
