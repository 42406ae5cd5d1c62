"""Files "Annual by Province" of the National Bureau of Statistics: the fiscal indicators."""
