-- pgmaestro-ignore rename-constraint-or-index: no code names it
ALTER INDEX orders_user_id_idx RENAME TO orders_buyer_idx;
