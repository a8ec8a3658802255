"""A document becomes zones, sentences, tokens, lemmas and mentions. Pure; one adapter file per outside analyser."""
