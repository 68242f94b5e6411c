-- Up Migration
CREATE SCHEMA IF NOT EXISTS analytics;
CREATE TABLE IF NOT EXISTS analytics.page_views (id bigint PRIMARY KEY, path text NOT NULL);
-- Down Migration
DROP TABLE IF EXISTS analytics.page_views;
