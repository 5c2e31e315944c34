"""Doors for people: evidence by case (shelf), its files (files), what a suit must prove (board), what leaves (exports)."""
