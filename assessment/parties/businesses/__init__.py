"""Businesses, their people and their invitations."""
