-- pgmaestro-ignore drop-column: nothing reads legacy_code since release 4.2
ALTER TABLE orders DROP COLUMN legacy_code;
