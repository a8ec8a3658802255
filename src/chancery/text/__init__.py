"""Forms of text: folding, scripts, Latin spelling, name keys, EDTF dates, numbers, offsets."""
