"""Everything that leaves the site: reports, exports, shared results and whole businesses."""
