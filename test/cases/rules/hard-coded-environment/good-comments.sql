COMMENT ON TABLE files IS 'Their content is in s3://shop-files.';
ALTER TABLE files ADD COLUMN host text; -- such as localhost
