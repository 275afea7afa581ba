"""How long a photo takes and where the time goes, for this pipeline and for what one would use instead."""
