"""Access that owners give: requests, invitations, hand-overs, levels and ends."""
