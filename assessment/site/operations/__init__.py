"""Work behind the pages, headless commands and the sample site."""
