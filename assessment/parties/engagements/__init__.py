"""How a practice is let into a business: requests, invitations, hand-overs, levels and ends."""
