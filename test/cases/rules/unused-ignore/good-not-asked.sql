-- pgmaestro-ignore drop-column: nobody reads it any more
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'new';
