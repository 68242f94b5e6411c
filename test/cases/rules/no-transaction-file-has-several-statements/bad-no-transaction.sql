-- pgmaestro: no-transaction
CREATE TABLE regions (code text PRIMARY KEY);
CALL fill_regions();
