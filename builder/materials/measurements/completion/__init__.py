"""Complete the values of a sentence from what its paper says elsewhere."""
