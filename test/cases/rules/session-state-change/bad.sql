SET ROLE app_owner;
CREATE TABLE IF NOT EXISTS regions (code text PRIMARY KEY);
