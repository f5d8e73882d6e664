"""What is left when a plan ends: moved to a service plan, and monitored where it is not yet met."""
