-- file: 1700000000001_plans.sql
CREATE TABLE orders (number text PRIMARY KEY, state text);
-- file: 1700000000002_update.sql
UPDATE orders SET state = 'open' WHERE number > 'A' AND number <= 'B';
UPDATE orders SET state = 'open' WHERE state = 'new';
