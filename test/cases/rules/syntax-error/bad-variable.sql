-- pgmaestro: variables
UPDATE settings SET value = :'limit' WHERE name = 'limit';
