-- file: 1700000000002_add-orders-and-totals.sql
-- Migration: Add the Orders and Totals
-- Created: 2023-11-15
-- Description: What people buy.

CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
