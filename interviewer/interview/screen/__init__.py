"""What shows an interview: a calm screen, or plain lines."""
