-- Migration: Add Orders
-- Created: yesterday
-- Description: Add orders.

-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
