-- Migration: Add Orders
-- Created: 2023-11-14
-- Description: What people buy.

-- Up Migration

-- Down Migration
DROP TABLE IF EXISTS orders;
