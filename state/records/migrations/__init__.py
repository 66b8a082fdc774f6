"""Migrations: how the tables came to be what they are; run by `state.records.schema`."""
