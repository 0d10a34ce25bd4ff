"""Reports for whoever runs the shop: sales from every side, flow of orders, promises, paper forms."""
