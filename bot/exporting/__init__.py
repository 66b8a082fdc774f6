"""What was practised, taken out of the records: tables, lines of JSON, reports, statements, visit records."""
