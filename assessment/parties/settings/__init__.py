"""Pages where businesses and firms manage people, branding and access."""
