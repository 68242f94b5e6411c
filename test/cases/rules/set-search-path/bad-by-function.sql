SELECT set_config('search_path', 'app', false);
ALTER TABLE orders ADD COLUMN note text;
