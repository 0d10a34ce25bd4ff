"""What the shop sells: goods with their variants, barcodes and prices, in the chain and per store."""
