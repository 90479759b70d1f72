"""Hand work to processes of other machines: those of a Dask cluster.

opening reaches or starts a cluster, dask_workers hands work to it; worker_side runs inside each
Dask worker and passes the work on to a process of its own (work_process starts it, work_server is
what it runs). installation tells whether two machines have the same hea-qa installed.
"""
