"""From the shelf to the customer's door: pick by bin with scan, check, pack, choose the way, runs of the own driver."""
