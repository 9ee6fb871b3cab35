"""Who is who, and when: states, offices, organisations, groups."""
