-- Migration: Add Orders
-- Created: 2023-02-30
-- Description:

-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
