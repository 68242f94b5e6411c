CREATE TABLE countries (code text PRIMARY KEY, id int UNIQUE);
SELECT create_reference_table('countries');
CREATE TABLE settings (id bigint PRIMARY KEY, tenant_id bigint);
SELECT create_distributed_table('settings', NULL);
CREATE TABLE audit (id bigint PRIMARY KEY);
SELECT citus_add_local_table_to_metadata('audit');
