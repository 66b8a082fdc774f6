"""Content: the YAML's types, loading it with places, and checking it."""
