-- pgmaestro-ignore replica-identity-change: not published yet
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_number_idx;
