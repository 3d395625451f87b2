"""Linear algebra for machine learning: systems, elimination, maps, determinants, eigenvectors."""
