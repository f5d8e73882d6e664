"""Words on the measures of a quarter: tied to the figures that they were written about, and signed off."""
