"""The page of trends as values, made from checks and past plans alone: the sample needs no rows."""
