CREATE TABLE notes (id bigint PRIMARY KEY, note text);
UPDATE notes SET note = '';
CREATE TEMP TABLE sums (total numeric);
DELETE FROM sums;
