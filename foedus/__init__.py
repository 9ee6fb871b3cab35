"""Foedus reads foreign-affairs reporting and keeps the record. Importing it loads no model."""

__version__ = "0.1.0"
