"""What people see of the hub in a browser: pages that renew themselves while one looks."""
