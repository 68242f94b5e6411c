-- Up Migration
CREATE OR REPLACE FUNCTION app.shipping_cents(weight integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 590 + weight * 2';
-- Down Migration
CREATE OR REPLACE FUNCTION app.shipping_cents(weight integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 490 + weight';
