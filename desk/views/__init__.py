"""Doors for people: pages over several apps."""
