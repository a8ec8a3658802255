"""How much of a source is read at most, in bytes."""

DOCUMENT_LIMIT_BYTES = 10 * 1024 * 1024
"""The largest document; a larger file is refused unread."""

LINE_LIMIT_BYTES = 4 * 1024 * 1024
"""The longest line of a .jsonl source; the rest of a longer one is skipped unread."""

COUNT_LIMIT_BYTES = 32 * 1024 * 1024
"""The largest .jsonl file whose lines are counted beforehand."""
