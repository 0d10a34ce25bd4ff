"""配送价目: what a way of delivery costs and promises, band by band."""
