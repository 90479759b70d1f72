"""Hold a conversation over one open workspace: follow-ups, history, and citations to take along."""
