"""Formatting of numbers, money, dates and tables for people."""
