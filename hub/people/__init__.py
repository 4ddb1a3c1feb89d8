"""Who works in the plant: badges, rights, skills, and what every station is told of them."""
