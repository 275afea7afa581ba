"""The gender model: which shopping department an outfit suggests."""
