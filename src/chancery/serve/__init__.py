"""The ways out: the command line and what it shows. No logic that a query could hold."""
