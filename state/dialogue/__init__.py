"""The customer: a machine of states, meters that feel, lines that are chosen, and one pure `step`."""
