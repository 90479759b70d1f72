"""Tell how likely a value of an abstract is bound right, by how each of its slots was found."""
