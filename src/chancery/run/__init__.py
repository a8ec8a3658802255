"""Composes the stages: one document through all of them, many documents into one record, questions to both."""
