"""Who makes what, when: the course configuration, the plan, the processes and what they report."""
