"""What tests share: people, rooms, sessions, sounds and screens."""
