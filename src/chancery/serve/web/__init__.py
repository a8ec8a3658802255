"""The workbench: the record in the browser. Pages are made here from queries; nothing is written to the record."""
