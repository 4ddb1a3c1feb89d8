"""What screens are made of. Each widget in the module of its kind; README.md lists them."""
