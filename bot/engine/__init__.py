"""The life of a job: accept, advance, deliver, recover. Knows no chat library."""
