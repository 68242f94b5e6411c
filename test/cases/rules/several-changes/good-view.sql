CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS moods (id bigint PRIMARY KEY, shop_id bigint);
CREATE OR REPLACE VIEW shop_moods AS SELECT shops.id FROM shops JOIN moods ON moods.shop_id = shops.id;
