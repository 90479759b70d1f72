"""Show what was measured: scores, evaluations, detection of errors, benchmarks."""
