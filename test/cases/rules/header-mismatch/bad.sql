-- file: 1700000000002_add-orders.sql
-- Migration: Add Invoices
-- Created: 2023-10-01
-- Description: What people buy.

CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
