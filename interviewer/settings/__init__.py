"""The user's settings, and every path the product reads or writes."""
