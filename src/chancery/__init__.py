"""Chancery reads diplomatic news and keeps a sourced record of missions, people, engagements and figures."""

__version__ = "0.1.0"
