"""The demo world: invented people, the seed case replayed with its real dates, and cases in every state."""
