ALTER DOMAIN sku RENAME TO article_number;
