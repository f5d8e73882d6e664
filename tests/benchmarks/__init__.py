"""What the product costs in time, measured: `make bench`. Nothing here is collected by pytest."""
