"""Item statistics: how each question is answered on the whole site, for its administrators."""
