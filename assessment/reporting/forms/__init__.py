"""What people choose about reports, and with whom they share a result."""
