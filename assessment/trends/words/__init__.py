"""Sentences about quarters side by side, whole and translatable."""
