SELECT set_config('search_path', 'app', true);
ALTER TABLE orders ADD COLUMN note text;
