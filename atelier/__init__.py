"""The atelier: garments modelled by code and photographed with Blender, the demo catalogue's pictures.

Modules that describe products (`design`, `palette`, `fabrics`, `boutique`, `lines`) need no Blender;
everything that builds geometry imports `bpy` and lives in its own environment (atelier/requirements.txt).
"""
