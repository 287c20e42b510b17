"""From the files of a root folder to quads, and back: load, anchor, format, register."""
