"""What makes an interview live: whose turn it is, what is said between, and that nothing is lost."""
