"""What happens in a talk: content, understanding, dialogue, scoring and records. Knows nobody that faces a person."""
