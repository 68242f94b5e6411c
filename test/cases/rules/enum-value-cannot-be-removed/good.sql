-- pgmaestro: irreversible an enum value cannot be removed
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
