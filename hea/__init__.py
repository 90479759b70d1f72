"""The front door: the verbs, the settings, the paths; the only place that prints."""
