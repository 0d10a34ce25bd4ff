"""Photos and papers: every upload is decoded anew, loses its metadata and gets a random name; shown only after a check."""
