CREATE TEMP TABLE picked (user_id bigint);
ALTER TABLE picked ADD FOREIGN KEY (user_id) REFERENCES pg_temp.chosen (id);
