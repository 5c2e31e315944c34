"""What goes out with an archive and runs without this site."""
