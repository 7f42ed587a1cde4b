"""Two people answer the same questions apart, and agree afterwards."""
