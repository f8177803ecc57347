"""What the operator watches: logs, metrics, health."""
