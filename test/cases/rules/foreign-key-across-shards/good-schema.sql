SET citus.enable_schema_based_sharding TO on;
CREATE SCHEMA one;
CREATE TABLE one.a (id int PRIMARY KEY);
CREATE TABLE one.b (id int REFERENCES one.a);
ALTER TABLE one.b ADD CONSTRAINT more FOREIGN KEY (id) REFERENCES one.a (id);
