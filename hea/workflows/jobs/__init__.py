"""Start long work as a process of its own, watch it, stop it and go on with it.

Order of the modules: job_options (what may be asked for), event_log (what a job reports),
job_folder (what is known of a job), control (start and stop), work and worker (the process itself).
reports reads what trainings and evaluations left behind.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "control": ["end_job", "resume_job", "start_job", "stop_job"],
        "event_log": ["JobEvents"],
        "job_folder": ["JobRecord", "find_job", "list_jobs", "running_job"],
        "reports": ["TrainingView", "view_evaluation", "view_training"],
        "job_options": ["KINDS", "JobField", "JobKind", "read_options"],
    },
)
