"""Tell statements of a body that are of another sample, condition, state or cell than asked."""
