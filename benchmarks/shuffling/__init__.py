"""Gold articles with others in them: every person, place, body and number gives way to another of its kind."""
