-- file: 0002_add-orders.sql
-- Migration: Add Orders
-- Created: 2019-11-15
-- Description: What people buy.

CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
