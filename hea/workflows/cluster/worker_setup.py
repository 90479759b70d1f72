"""What Dask runs as it starts a worker of this machine: Ctrl-C is for the process that builds."""

import signal


def dask_setup(worker: object) -> None:
    """Ignore the Ctrl-C that a terminal sends to all; the build ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
