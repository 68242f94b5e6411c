-- Migration: Add Orders
-- Created: 2023-11-14T08:30:00Z
-- Description:
--   What people buy; the first page of the shop
--   lists the last ten.
-- Ticket: SHOP-17

CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
