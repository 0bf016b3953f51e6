"""The mechanisms, each written once; packages stand on floors checked by the import contract."""
