UPDATE orders SET status = 'paid', paid_at = now(), status = 'sent' WHERE id = 1;
