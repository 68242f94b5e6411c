UPDATE orders SET status = 'sent', paid_at = now() WHERE id = 1;
