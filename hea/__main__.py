"""`python -m hea`: the same as `hea`."""

from hea.cli.app import main

main()
