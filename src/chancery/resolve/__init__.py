"""Claims and decisions become entities. Stands empty: for now, frames of equal values are one fact (see `record`)."""
