"""Doctor: what keeps Duilian from running as it should, and what to do about it. It looks, and changes nothing."""
