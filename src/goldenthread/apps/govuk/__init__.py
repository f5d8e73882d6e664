"""Form widgets and fields that every room may use: what Django lacks of the GOV.UK Design System."""
