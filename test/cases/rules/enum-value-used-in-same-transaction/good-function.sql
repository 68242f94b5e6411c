ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
CREATE OR REPLACE FUNCTION statuses() RETURNS SETOF order_status LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT unnest(enum_range(NULL::order_status));
END;
$$;
