"""How the search grows: Annoy as shipped, exact search, Milvus Lite, hnswlib and faiss over the same vectors."""
