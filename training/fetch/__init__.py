"""The training data from its public homes, at pinned revisions, in the layout that training reads."""
