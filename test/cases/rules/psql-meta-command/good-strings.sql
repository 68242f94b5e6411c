/*
\connect shop
*/
CREATE TABLE IF NOT EXISTS rules (pattern text PRIMARY KEY DEFAULT '
\d+');
