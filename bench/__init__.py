"""What `make bench` measures: ratios against a floor measured in the same run. No figure decides a test."""
