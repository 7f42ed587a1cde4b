"""Strict reading and exact writing of model files (TOML) and answers (JSON)."""
