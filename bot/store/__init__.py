"""What is kept: jobs, the ledger, quotas, failures. The only room that speaks SQL."""
