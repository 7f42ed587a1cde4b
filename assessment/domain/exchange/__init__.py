"""Model files and answers in JSON: read strictly, written exactly."""
