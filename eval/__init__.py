"""Measure the work of the other rooms on what is known to be true, with the interval of each score.

Order of the folders: stats, gold, metrics, error_injection, grid, report; bench stands beside them.
Nothing here imports finetune or hea.
"""
