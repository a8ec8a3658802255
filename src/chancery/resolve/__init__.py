"""One thing behind many mentions: claims and decisions become entities.

So far `people`, which is not yet joined to the record: frames of equal values are one fact there.
"""
