-- pgmaestro: irreversible the old names are not kept
UPDATE users SET name = upper(name) WHERE id < 100;
