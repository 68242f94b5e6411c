-- file: 1700000000001_plans.sql
CREATE TABLE shop.plans (plan_id serial PRIMARY KEY, name text);
CREATE SEQUENCE shop.seq;
CREATE TABLE shop.options (id bigint PRIMARY KEY DEFAULT nextval('shop.seq'), name text);
-- file: 1700000000002_rows.sql
INSERT INTO shop.plans (plan_id, name) VALUES (10, 'team');
INSERT INTO shop.options (name, id) VALUES ('logo', 1);
