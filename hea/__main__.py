"""`python -m hea`: the same as `hea`."""

from hea.cli import main

main()
