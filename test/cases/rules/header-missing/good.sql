-- Migration: Add Orders
-- Created: 2023-11-14
-- Description: What people buy.

-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
